import type { Auth } from "../auth/auth";
import { createCreditsRepository } from "../credits/repository";
import type { Platform } from "../platform";
import { createCreditAdjustments } from "./credit-adjustments";
import { createAdministrationRepository } from "./repository";
import { type AdministrationService, createAdministrationService } from "./service";

/** Administration belongs to processes that answer people: only they know of sessions. */
export function createAdministration(platform: Platform, auth: Pick<Auth, "revoke">): AdministrationService {
  const { database, accounts, audit, credits, notifications, events, mail, now } = platform;
  const repository = createAdministrationRepository(database);
  return createAdministrationService({
    ...{ repository, accounts, audit, credits, database, mail, now },
    adjustCredits: createCreditAdjustments({
      ...{ repository, credits, accounts, audit, notifications, events, database },
      ledger: createCreditsRepository(database),
    }),
    revokeSessions: auth.revoke,
  });
}
