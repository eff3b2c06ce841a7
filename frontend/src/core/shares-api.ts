import { createClient } from "@lumiku/app-sdk";
import { shares } from "@lumiku/contracts/shares";
import { transport } from "./http";

export const sharesApi = createClient(shares, transport);
