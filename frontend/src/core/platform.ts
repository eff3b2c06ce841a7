import { createClient } from "@lumiku/app-sdk";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { generations } from "@lumiku/contracts/generations";
import { transport } from "./http";

/** The platform's own API. */
export const platform = {
  accounts: createClient(accounts, transport),
  apps: createClient(apps, transport),
  generations: createClient(generations, transport),
};
