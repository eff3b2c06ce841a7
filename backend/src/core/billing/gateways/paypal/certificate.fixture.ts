import { createSign, type KeyObject } from "node:crypto";

/** An X.509 certificate, as PEM, that RSA keys have signed for themselves with SHA-256 (RFC 5280). */
export function createCertificate(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  name: string,
  validFrom: Date,
  validTo: Date,
): string {
  const { publicKey, privateKey } = keys;
  const algorithm = sequence(objectId([1, 2, 840, 113549, 1, 1, 11]), der(0x05));
  const issuer = sequence(der(0x31, sequence(objectId([2, 5, 4, 3]), der(0x0c, Buffer.from(name)))));
  const serial = Buffer.from([1, ...crypto.getRandomValues(new Uint8Array(8))]);
  const content = sequence(
    ...[der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, serial), algorithm, issuer],
    ...[sequence(time(validFrom), time(validTo)), issuer, publicKey.export({ type: "spki", format: "der" })],
  );
  const signature = createSign("RSA-SHA256").update(content).sign(privateKey);
  const certificate = sequence(content, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function der(tag: number, content: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(size: number): number[] {
  if (size < 0x80) return [size];
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

function sequence(...parts: Uint8Array[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function objectId([first = 0, second = 0, ...rest]: number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) + 128);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

/** GeneralizedTime. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`));
}
