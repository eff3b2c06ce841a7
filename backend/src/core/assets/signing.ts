import { createHmac, timingSafeEqual } from "node:crypto";

const WINDOW_SECONDS = 3_600;

/** Signs file addresses, so that an `<img>` or a person with the link can read one file for a while. */
export interface FileSigner {
  /** Query parameters that open this variant of a file for one to two hours; the same within an hour, so that browsers cache. */
  sign(assetId: string, variant: string, now: Date): string;
  verify(
    assetId: string,
    variant: string,
    expires: string | undefined,
    signature: string | undefined,
    now: Date,
  ): boolean;
}

export function createFileSigner(secret: string): FileSigner {
  const signatureOf = (assetId: string, variant: string, expires: string) =>
    createHmac("sha256", secret).update(`file\n${assetId}\n${variant}\n${expires}`).digest();

  return {
    sign(assetId, variant, now) {
      const expires = String((Math.floor(now.getTime() / 1000 / WINDOW_SECONDS) + 2) * WINDOW_SECONDS);
      return `expires=${expires}&signature=${signatureOf(assetId, variant, expires).toString("base64url")}`;
    },

    verify(assetId, variant, expires, signature, now) {
      if (!expires || !signature || !/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now.getTime()) return false;
      const given = Buffer.from(signature, "base64url");
      const expected = signatureOf(assetId, variant, expires);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
