import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PERIOD_MS = 30_000;

/** An authenticator app that has scanned an `otpauth:` address: time-based codes by RFC 6238. */
export function createAuthenticator(otpauthUrl: string) {
  const secret = readBase32(new URL(otpauthUrl).searchParams.get("secret") ?? "");
  return {
    /** @param offset of periods: the code after this one is 1 */
    code(offset = 0): string {
      const counter = Buffer.alloc(8);
      counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + offset));
      const digest = createHmac("sha1", secret).update(counter).digest();
      const start = (digest.at(-1) ?? 0) & 15;
      return String((digest.readUInt32BE(start) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
    },
  };
}

function readBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, "")]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
