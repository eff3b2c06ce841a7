import { createHmac, timingSafeEqual } from "node:crypto";

const SIGNATURE_BYTES = 16;

/** Names of links that nobody can guess: `<shareId>.<signature>`. */
export interface ShareTokens {
  create(shareId: string): string;
  /** The link a token was made for; null for what was not made here. */
  read(token: string): string | null;
}

export function createShareTokens(secret: string): ShareTokens {
  const signatureOf = (shareId: string) =>
    createHmac("sha256", secret).update(`share\n${shareId}`).digest().subarray(0, SIGNATURE_BYTES);

  return {
    create: (shareId) => `${shareId}.${signatureOf(shareId).toString("base64url")}`,

    read(token) {
      const [, shareId, signature] = /^([\w-]{1,64})\.([\w-]{22})$/.exec(token) ?? [];
      if (!shareId || !signature) return null;
      const given = Buffer.from(signature, "base64url");
      return given.length === SIGNATURE_BYTES && timingSafeEqual(given, signatureOf(shareId)) ? shareId : null;
    },
  };
}
