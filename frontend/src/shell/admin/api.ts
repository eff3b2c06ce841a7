import { createClient } from "@lumiku/app-sdk";
import { administration } from "@lumiku/contracts/administration";
import { transport } from "../../core/http";

/** The administrator's API: apart from the rest, since few ever load it. */
export const admin = createClient(administration, transport);
