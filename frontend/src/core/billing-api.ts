import { createClient } from "@lumiku/app-sdk";
import { billing } from "@lumiku/contracts/billing";
import { transport } from "./http";

export const billingApi = createClient(billing, transport);
