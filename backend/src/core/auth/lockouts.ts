import type { Database } from "../db/client";
import type { LockoutsRepository } from "./repository";

const DAY_MS = 24 * 3_600_000;
/** Wrong ones in a row that cost nothing. */
const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 3_600_000;
/** A code of an authenticator app counts in its own half minute, the one before and the one after. */
const CODE_MS = 90_000;

/** What is being guessed, and whose: "sign-in" by the address typed, the others by account. */
export interface Secret {
  kind: "sign-in" | "second-factor" | "password";
  of: string;
}

/**
 * Stops guessing, from however many addresses it comes: five wrong attempts in a row lock a secret for 30 seconds,
 * each further one for twice as long, up to an hour. A day without an attempt, and all is forgotten. It holds over
 * every process, and is the same for secrets that do not exist.
 */
export interface Lockouts {
  /**
   * Counts an attempt before it is made, so that many at once are no way around. While a secret is locked nothing is
   * counted, and nothing is to be tried: the right one is refused as well.
   *
   * @returns how long the secret is locked; 0 when it may be tried. Milliseconds
   */
  begin(secret: Secret): Promise<number>;
  /** The attempt was right. */
  clear(secret: Secret): Promise<void>;
  /** Uses up a code that counts once (RFC 6238, 5.2), before it is tried. @returns false when it was used already */
  spend(secret: Secret, code: string): Promise<boolean>;
  /** How long the attempt that was just wrong has locked the secret. Milliseconds. */
  lockMs(secret: Secret): Promise<number>;
}

export interface LockoutsDependencies {
  repository: LockoutsRepository;
  database: Pick<Database, "transaction">;
  /** Keeps the table from telling which addresses are in it. */
  secret: string;
  now: () => Date;
}

export function createLockouts({ repository, database, secret, now }: LockoutsDependencies): Lockouts {
  const hide = (...parts: string[]) => new Bun.CryptoHasher("sha256", secret).update(parts.join("\n")).digest("hex");
  const keyOf = ({ kind, of }: Secret) => `lockout:${hide(kind, of.trim().toLowerCase())}`;

  return {
    begin: (subject) =>
      database.transaction(async () => {
        const key = keyOf(subject);
        const at = now();
        const forgottenAt = new Date(at.getTime() + DAY_MS);
        const { failures, lastAt, expiresAt } = await repository.lock(key, { at, forgottenAt });
        const lockMs = lockAfter(failures);
        // Without a lock another attempt may still bear a later time: it was made while this one waited for the row.
        const lockedMs = lastAt.getTime() + lockMs - at.getTime();
        if (lockMs > 0 && lockedMs > 0) return lockedMs;
        await repository.save(key, {
          failures: expiresAt <= at ? 1 : failures + 1,
          lastAt: at,
          expiresAt: forgottenAt,
        });
        return 0;
      }),

    clear: (subject) => repository.remove(keyOf(subject)),

    spend(subject, code) {
      const at = now();
      const forgottenAt = new Date(at.getTime() + CODE_MS);
      return repository.take(`code:${hide(subject.kind, subject.of, code)}`, { at, forgottenAt });
    },

    lockMs: async (subject) => lockAfter(await repository.countFailures(keyOf(subject))),
  };
}

function lockAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failures - FREE_FAILURES));
}

/** "30 seconds", "2 minutes": never sooner than it is true. */
export function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  const [count, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
