import { createClient } from "@lumiku/app-sdk";
import { assets } from "@lumiku/contracts/assets";
import { transport } from "./http";

export const assetsApi = createClient(assets, transport);
