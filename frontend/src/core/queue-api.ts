import { createClient } from "@lumiku/app-sdk";
import { queue } from "@lumiku/contracts/queue";
import { transport } from "./http";

export const queueApi = createClient(queue, transport);
