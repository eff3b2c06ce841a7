import { createClient } from "@lumiku/app-sdk";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { generations } from "@lumiku/contracts/generations";
import { notifications } from "@lumiku/contracts/notifications";
import { transport } from "./http";

/** The platform's own API, as far as pages of every kind ask it. The rest is beside it, loaded with the pages that do. */
export const platform = {
  accounts: createClient(accounts, transport),
  apps: createClient(apps, transport),
  generations: createClient(generations, transport),
  notifications: createClient(notifications, transport),
};
