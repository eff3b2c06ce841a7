import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import type { GatewayFact } from "../gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./counter.fixture";

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

type Kind = "success" | "failed" | "expired" | "refund-1" | "refund-2" | "refund-3" | "opened" | "won";
const kinds: readonly Kind[] = ["success", "failed", "expired", "refund-1", "refund-2", "refund-3", "opened", "won"];
const refundCents = { "refund-1": 7_77, "refund-2": 15_00, "refund-3": 11_11 };

const told = fc
  .record({
    facts: fc.subarray([...kinds], { minLength: 1 }),
    repeats: fc.array(fc.constantFrom(...kinds), { maxLength: 10 }),
  })
  .chain(({ facts, repeats }) =>
    fc.shuffledSubarray([...facts, ...repeats.filter((kind) => facts.includes(kind))], {
      minLength: facts.length + repeats.filter((kind) => facts.includes(kind)).length,
    }),
  );
const story = fc.record({
  told,
  lanes: fc.integer({ min: 1, max: 4 }),
  spends: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 }),
});

test("whatever the order, the repeats and the company, the books end the same", async () => {
  const { database, credits, billing } = counter.platform;
  const apply = (fact: GatewayFact) => billing.payments.apply("sandbox", fact);
  let count = 0;

  await fc.assert(
    fc.asyncProperty(story, async ({ told, lanes, spends }) => {
      const id = `buyer-${++count}`;
      await database.client.user.create({ data: { id, name: "Ada", email: `${id}@example.com` } });
      const buyer = { userId: id } as Buyer;
      await credits.grantWelcome(id);
      const payment = await billing.payments.begin({
        ...{ userId: id, gateway: "sandbox", purpose: "pack", pack: { key: "credits-500", credits: 500 } },
        ...{ amountCents: 45_00, currency: "usd", description: "500 credits" },
      });
      const success = counter.successOf(buyer, payment);
      const { gatewayPaymentId } = success;
      const factOf = (kind: Kind): GatewayFact => {
        const disputeId = `dispute-${payment.id}`;
        const checkoutId = payment.checkoutUrl?.split("/").at(-1) ?? "";
        if (kind === "success") return success;
        if (kind === "expired") return { kind: "checkout.expired", reference: payment.id, checkoutId };
        if (kind === "opened" || kind === "won") return { kind: `dispute.${kind}`, gatewayPaymentId, disputeId };
        if (kind === "failed") {
          const facts = { reference: payment.id, gatewayPaymentId: null, gatewaySubscriptionId: null };
          return { kind: "payment.failed", ...facts, message: "Declined." };
        }
        const refund = { gatewayPaymentId, gatewayRefundId: `${kind}-${payment.id}`, currency: "usd", reason: null };
        return { kind: "refund.succeeded", ...refund, amountCents: refundCents[kind] };
      };

      // As the intake does: what waits is told again once something else has been applied.
      const tell = async (kind: Kind) => ((await apply(factOf(kind))) === "waiting" ? [kind] : []);
      const queue = [...told];
      const lane = async () => {
        const waiting: Kind[] = [];
        for (let kind = queue.shift(); kind; kind = queue.shift()) waiting.push(...(await tell(kind)));
        return waiting;
      };
      let spent = 0;
      const spending = async () => {
        for (const [index, amountCredits] of spends.entries()) {
          const work = { userId: id, generationId: `${payment.id}-${index}`, amountCredits, note: "Work" };
          await database
            .transaction(() => credits.hold(work))
            .then(
              () => {
                spent += amountCredits;
              },
              () => {},
            );
        }
      };
      const results = await Promise.all([spending().then(() => []), ...Array.from({ length: lanes }, lane)]);
      for (let waiting: Kind[] = results.flat(), before = Number.POSITIVE_INFINITY; waiting.length < before; ) {
        before = waiting.length;
        waiting = (await Promise.all(waiting.map(tell))).flat();
      }

      const has = (kind: Kind) => told.includes(kind);
      const isPaid = has("success");
      const refundedCents = Object.entries(refundCents).reduce(
        (sum, [kind, cents]) => (has(kind as Kind) ? sum + cents : sum),
        0,
      );
      const isWithheld = has("opened") && !has("won");
      const due = isPaid ? (isWithheld ? 500 : Math.floor((500 * refundedCents) / 45_00)) : 0;

      const row = await database.client.payment.findUniqueOrThrow({
        where: { id: payment.id },
        include: { refunds: true },
      });
      expect(row.status === "paid").toBe(isPaid);
      expect(row.refundedCents).toBe(isPaid ? refundedCents : 0);
      expect(row.dispute).toBe(isPaid && has("opened") ? (has("won") ? "won" : "open") : null);
      const entries = await database.client.ledgerEntry.findMany({ where: { userId: id } });
      expect(entries.filter(({ idempotencyKey }) => idempotencyKey === `payment:${payment.id}`)).toHaveLength(
        isPaid ? 1 : 0,
      );

      const balance = await credits.balance(id);
      const takenBack = entries.reduce(
        (sum, { kind, availableDelta }) => (kind === "adjust" ? sum - availableDelta : sum),
        0,
      );
      expect(balance.available).toBeGreaterThanOrEqual(0);
      expect(balance).toEqual({ available: 100 + (isPaid ? 500 : 0) - takenBack - spent, held: spent });
      // All that is due was taken, or was spent already, which somebody was told.
      const alerts = await counter.alerts(buyer);
      expect(takenBack).toBeLessThanOrEqual(due);
      if (!alerts.includes("credits-spent")) expect(takenBack).toBe(due);
      if (!isWithheld) {
        const accounted = row.refunds.reduce(
          (sum, { creditsTaken, creditsMissing }) => sum + creditsTaken + creditsMissing,
          0,
        );
        expect(accounted).toBe(due);
        expect(row.refunds.reduce((sum, { creditsTaken }) => sum + creditsTaken, 0)).toBe(takenBack);
      }
    }),
    { numRuns: 60 },
  );
  expect(await counter.discrepancies()).toEqual([]);
}, 120_000);
