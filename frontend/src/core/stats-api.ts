import { createClient } from "@lumiku/app-sdk";
import { stats } from "@lumiku/contracts/stats";
import { transport } from "./http";

export const statsApi = createClient(stats, transport);
