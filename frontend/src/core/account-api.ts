import { createClient } from "@lumiku/app-sdk";
import { account } from "@lumiku/contracts/account";
import { transport } from "./http";

export const accountApi = createClient(account, transport);
