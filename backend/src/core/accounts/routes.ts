import { defineRoutes } from "@lumiku/app-sdk/server";
import { accounts } from "@lumiku/contracts/accounts";
import type { AccountsService } from "./service";

export const routes = defineRoutes(accounts, (service: AccountsService) => ({
  me: ({ actor }) => service.me(actor.userId),
}));
