import { createClient } from "@lumiku/app-sdk";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { generations } from "@lumiku/contracts/generations";
import { queue } from "@lumiku/contracts/queue";
import { stats } from "@lumiku/contracts/stats";
import { transport } from "./http";

/** The platform's own API. */
export const platform = {
  accounts: createClient(accounts, transport),
  apps: createClient(apps, transport),
  generations: createClient(generations, transport),
  queue: createClient(queue, transport),
  stats: createClient(stats, transport),
};
