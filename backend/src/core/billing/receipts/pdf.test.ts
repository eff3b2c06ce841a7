import { expect, test } from "bun:test";
import { inflateSync } from "node:zlib";
import { drawReceipt, type ReceiptFacts } from "./pdf";

const facts: ReceiptFacts = {
  ...{
    number: "R-1001",
    paymentId: "p1",
    paidAt: new Date("2026-11-21T11:11:10Z"),
    seller: "Lumiku GmbH\n10115 Berlin",
  },
  ...{
    payer: { name: "Ada", email: "ada@example.com" },
    description: "500 credits",
    amountCents: 45_00,
    currency: "usd",
  },
  ...{ refunds: [], gateway: "Stripe", isTest: false },
};

test("the same facts give the same bytes, others give others", async () => {
  const draw = (changes: Partial<ReceiptFacts> = {}) => drawReceipt({ ...facts, ...changes });
  expect(await draw()).toEqual(await draw());
  const refunded = await draw({ refunds: [{ at: new Date("2026-11-23T00:00:00Z"), amountCents: 15_00 }] });
  for (const other of [refunded, await draw({ isTest: true }), await draw({ number: "R-1002" })]) {
    expect(Buffer.compare(other, await draw())).not.toBe(0);
  }
});

test("it is one page, and its letters can be read by a machine beyond Western Europe", async () => {
  const body = await drawReceipt({
    ...facts,
    payer: { name: "Łukasz Ščěp Привет Ελένη Nguyễn", email: "ada@example.com" },
  });
  const text = Buffer.from(body).toString("latin1");
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
  for (const letter of ["Ł", "č", "и", "λ", "ễ"]) {
    const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    expect(listTextMaps(body)).toContain(`<${code}>`);
  }
});

test("a name in letters no font has leaves the address, and nothing breaks", async () => {
  const body = await drawReceipt({
    ...facts,
    payer: { name: "山田 🎨", email: "ada@example.com" },
    seller: "東京\n🎨",
  });
  expect(body.length).toBeGreaterThan(1_000);
  expect((await drawReceipt({ ...facts, payer: { name: null, email: null } })).length).toBeGreaterThan(1_000);
});

/** The maps from glyphs to characters, which readers search and copy by. */
function listTextMaps(body: Uint8Array): string {
  const file = Buffer.from(body).toString("latin1");
  return [...file.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, data = ""]) => {
      try {
        return inflateSync(Buffer.from(data, "latin1")).toString("latin1");
      } catch {
        return "";
      }
    })
    .filter((stream) => stream.includes("begincmap"))
    .join("\n");
}
