import { createClient } from "@lumiku/app-sdk";
import { account } from "@lumiku/contracts/account";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { billing } from "@lumiku/contracts/billing";
import { generations } from "@lumiku/contracts/generations";
import { queue } from "@lumiku/contracts/queue";
import { stats } from "@lumiku/contracts/stats";
import { transport } from "./http";

/** The platform's own API. */
export const platform = {
  account: createClient(account, transport),
  accounts: createClient(accounts, transport),
  apps: createClient(apps, transport),
  billing: createClient(billing, transport),
  generations: createClient(generations, transport),
  queue: createClient(queue, transport),
  stats: createClient(stats, transport),
};
