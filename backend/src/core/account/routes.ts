import { defineRoutes } from "@lumiku/app-sdk/server";
import { account } from "@lumiku/contracts/account";
import type { Auth } from "../auth/auth";
import type { Platform } from "../platform";
import { createAccountRepository } from "./repository";
import { type AccountService, createAccountService } from "./service";

export interface AccountRoutesDependencies {
  service: AccountService;
  auth: Pick<Auth, "apiKeys" | "hasPassword" | "ratePassword">;
}

export function openAccount(platform: Platform, auth: Auth): AccountRoutesDependencies {
  const repository = createAccountRepository(platform.database);
  return { auth, service: createAccountService({ ...platform, auth, repository }) };
}

export const routes = defineRoutes(account, ({ service, auth }: AccountRoutesDependencies) => ({
  signInOptions: async () => service.signInOptions(),
  ratePassword: ({ body }) => auth.ratePassword(body.password, body.about),
  getSettings: ({ actor }) => service.getSettings(actor.userId),
  updateSettings: ({ actor, body }) => service.updateSettings(actor.userId, body),
  waysIn: async ({ actor }) => ({ hasPassword: await auth.hasPassword(actor.userId) }),
  listDevices: async ({ actor }) => ({ items: await service.listDevices(actor) }),
  revokeDevice: ({ actor, params, address }) => service.revokeDevice(actor, params.deviceId, address),
  revokeOtherDevices: ({ actor, address }) => service.revokeOtherDevices(actor, address),
  listApiKeys: async ({ actor }) => ({ items: await auth.apiKeys.list(actor.userId) }),
  createApiKey: ({ actor, body, address }) => auth.apiKeys.create(actor.userId, body, address),
  revokeApiKey: ({ actor, params, address }) => auth.apiKeys.revoke(actor.userId, params.keyId, address),
  listActivity: async ({ actor }) => ({ items: await service.listActivity(actor.userId) }),
  export: ({ actor, address, signal }) => service.export(actor.userId, address, signal),
  remove: ({ actor, body, address }) => service.remove(actor.userId, body, address),
}));
