import type { AuditRepository } from "../audit/repository";
import type { Database } from "../db/client";
import type { AccountRepository } from "./repository";

export interface AdministratorsDependencies {
  database: Pick<Database, "transaction">;
  repository: Pick<AccountRepository, "findByEmail" | "setRole">;
  audit: Pick<AuditRepository, "add">;
}

/**
 * Makes an account an administrator's, in the name of whoever has the machine.
 *
 * @returns false when it was one already
 * @throws Error, for people, when there is no such account
 */
export function makeAdministrator(
  { database, repository, audit }: AdministratorsDependencies,
  email: string,
): Promise<boolean> {
  return database.transaction(async () => {
    const user = await repository.findByEmail(email.trim().toLowerCase());
    if (!user) throw new Error(`There is no account with the address ${email}. Sign up with it first.`);
    if (user.deletionRequestedAt) throw new Error(`The account with the address ${email} is being removed.`);
    if (user.role === "admin") return false;
    await repository.setRole(user.id, "admin");
    await audit.add({ actorKind: "system", action: "role.changed", userId: user.id, details: { role: "admin" } });
    return true;
  });
}
