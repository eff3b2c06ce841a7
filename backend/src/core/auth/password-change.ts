import type { AuditRepository } from "../audit/repository";
import type { Lockouts } from "./lockouts";
import type { AuthMails } from "./mails";
import type { ApiKeysRepository, CredentialsRepository, PersonRow } from "./repository";
import type { SessionCache } from "./session-cache";

export interface PasswordChangeDependencies {
  credentials: Pick<CredentialsRepository, "forgetProofs">;
  keys: Pick<ApiKeysRepository, "removeAll">;
  sessions: Pick<SessionCache, "revoke">;
  lockouts: Pick<Lockouts, "clear">;
  audit: Pick<AuditRepository, "add">;
  mails: Pick<AuthMails, "passwordChanged">;
}

export type PasswordChange = (
  person: PersonRow,
  act: "password.changed" | "password.reset",
  address: string | undefined,
) => Promise<void>;

/**
 * What follows from a new password: nothing handed out under the old one counts, and its owner is told. One chosen by
 * mail gives an account back to whoever lost it: API keys end as well.
 */
export function createPasswordChange({
  credentials,
  keys,
  sessions,
  lockouts,
  audit,
  mails,
}: PasswordChangeDependencies): PasswordChange {
  return async (person, action, address) => {
    const { id } = person;
    await credentials.forgetProofs(id);
    await lockouts.clear({ kind: "sign-in", of: person.email });
    const apiKeysEnded = action === "password.reset" ? await keys.removeAll(id) : 0;
    await audit.add({ actorKind: "user", actorId: id, userId: id, action, address, details: { apiKeysEnded } });
    await mails.passwordChanged(person);
    await sessions.revoke(id);
  };
}
