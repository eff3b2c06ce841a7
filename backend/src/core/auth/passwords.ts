import { verifyPassword as verifyScrypt } from "better-auth/crypto";

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB and two passes. Memory in KiB. */
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(attempt: { hash: string; password: string }): Promise<boolean>;
}

/**
 * Hashes passwords with argon2id. Earlier accounts have better-auth's scrypt: it still counts, and is replaced once
 * its password has been seen.
 *
 * @param replaceHash puts one hash in the place of another, wherever that one is
 */
export function createPasswords(replaceHash: (hash: string, by: string) => Promise<void>): Passwords {
  const hash = (password: string) => Bun.password.hash(password, ARGON2ID);
  return {
    hash,

    async verify({ hash: known, password }) {
      if (known.startsWith("$argon2")) return Bun.password.verify(password, known);
      if (!(await verifyScrypt({ hash: known, password }))) return false;
      await replaceHash(known, await hash(password));
      return true;
    },
  };
}
