import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { GatewayFact, PaymentGateway } from "./gateway";
import { orderOf } from "./order.fixture";
import type { Damage } from "./webhook-sender.fixture";

export interface GatewayUnderTest {
  gateway: PaymentGateway;
  /** The buyer pays at the gateway's own page. */
  pay(checkoutId: string): Promise<void>;
  /** The bodies of every webhook it has sent. */
  listWebhooks(): Promise<readonly string[]>;
  /** Headers with which it would send this body now. */
  sign(body: string, damage?: Damage): Record<string, string>;
  close(): Promise<void>;
}

type Success = Extract<GatewayFact, { kind: "payment.succeeded" }>;

/** What every gateway's adapter keeps, whichever service it speaks to. */
export function describePaymentGateway(name: string, open: () => Promise<GatewayUnderTest>): void {
  describe(`${name} as a gateway`, () => {
    let subject: GatewayUnderTest;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    const buy = async (amountCents = 45_00): Promise<Success> => {
      const { checkoutId } = await subject.gateway.createCheckout(orderOf({ amountCents }));
      await subject.pay(checkoutId);
      const fact = await subject.gateway.settleCheckout(checkoutId);
      if (fact?.kind !== "payment.succeeded") throw new Error(`The checkout ended as ${fact?.kind}`);
      return fact;
    };
    const listPayments = () => Array.fromAsync(subject.gateway.listPayments(new Date(Date.now() - 86_400_000)));

    test("one reference has one checkout, however often it is asked for", async () => {
      const order = orderOf();
      const first = await subject.gateway.createCheckout(order);
      expect(await subject.gateway.createCheckout(order)).toMatchObject({
        checkoutId: first.checkoutId,
        url: first.url,
      });
    });

    test("an open checkout has not ended; a paid one says what was paid, and says it again", async () => {
      const order = orderOf({ amountCents: 80_00 });
      const { checkoutId } = await subject.gateway.createCheckout(order);
      expect(await subject.gateway.settleCheckout(checkoutId)).toBeNull();
      await subject.pay(checkoutId);
      const fact = await subject.gateway.settleCheckout(checkoutId);
      expect(fact).toMatchObject({
        ...{ kind: "payment.succeeded", reference: order.reference, amountCents: 80_00, currency: "usd" },
      });
      expect((fact as Success).paidAt).toBeInstanceOf(Date);
      expect(await subject.gateway.settleCheckout(checkoutId)).toEqual(fact as Success);
    });

    test("a checkout that was expired cannot be paid, one that is paid cannot be expired", async () => {
      const left = await subject.gateway.createCheckout(orderOf());
      expect(await subject.gateway.expireCheckout(left.checkoutId)).toBe(true);
      expect(await subject.gateway.expireCheckout(left.checkoutId)).toBe(true);
      await subject.pay(left.checkoutId).catch(() => {});
      expect((await subject.gateway.settleCheckout(left.checkoutId))?.kind).not.toBe("payment.succeeded");

      const paid = await subject.gateway.createCheckout(orderOf());
      await subject.pay(paid.checkoutId);
      await subject.gateway.settleCheckout(paid.checkoutId);
      expect(await subject.gateway.expireCheckout(paid.checkoutId)).toBe(false);
    });

    test("its webhooks are verified, have ids of their own, and tell what asking tells", async () => {
      const { gatewayPaymentId } = await buy();
      const bodies = await subject.listWebhooks();
      const events = await Promise.all(
        bodies.map((body) => subject.gateway.verifyWebhook(body, new Headers(subject.sign(body)))),
      );
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(bodies.length);
      for (const { occurredAt } of events) expect(Number.isNaN(occurredAt.getTime())).toBe(false);
      const facts = await Promise.all(bodies.map((body) => subject.gateway.readFact(body)));
      const told = facts.filter((fact) => fact?.kind === "payment.succeeded");
      expect(told.map((fact) => fact?.gatewayPaymentId)).toContain(gatewayPaymentId);
    });

    test.each<Damage>(["signature", "too-old", "too-early", "another-secret"])(
      "a webhook with a wrong %s is refused",
      async (damage) => {
        await buy();
        const body = (await subject.listWebhooks()).at(-1) ?? "";
        const refusal = await subject.gateway
          .verifyWebhook(body, new Headers(subject.sign(body, damage)))
          .catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: "MALFORMED_REQUEST", status: 400 });
      },
    );

    test("a body that was changed after signing is refused, and so is one that is not signed", async () => {
      await buy();
      const body = (await subject.listWebhooks()).at(-1) ?? "";
      const changed = body.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
      for (const headers of [new Headers(subject.sign(body)), new Headers()]) {
        const refusal = await subject.gateway.verifyWebhook(changed, headers).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: "MALFORMED_REQUEST" });
      }
    });

    test("the same refund asked for twice gives back once", async () => {
      const { gatewayPaymentId } = await buy(45_00);
      const order = {
        gatewayPaymentId,
        amountCents: 15_00,
        currency: "usd",
        reason: "Asked for",
        idempotencyKey: crypto.randomUUID(),
      };
      const first = await subject.gateway.refund(order);
      expect(await subject.gateway.refund(order)).toEqual(first);
      const listed = (await listPayments()).filter((payment) => payment.gatewayPaymentId === gatewayPaymentId);
      expect(listed.map(({ refundedCents }) => refundedCents)).toEqual([15_00]);
    });

    test("more than was paid is never given back", async () => {
      const { gatewayPaymentId } = await buy(10_00);
      const order = {
        gatewayPaymentId,
        amountCents: 10_01,
        currency: "usd",
        reason: "Too much",
        idempotencyKey: crypto.randomUUID(),
      };
      await expect(subject.gateway.refund(order)).rejects.toMatchObject({ name: "AppError" });
    });

    test("its list has each payment once, as it would have told it", async () => {
      const fact = await buy(80_00);
      const listed = (await listPayments()).filter((payment) => payment.gatewayPaymentId === fact.gatewayPaymentId);
      expect(listed).toHaveLength(1);
      const [payment] = listed;
      expect(payment).toMatchObject({ status: "succeeded", amountCents: 80_00, refundedCents: 0, currency: "usd" });
      expect(payment?.reference).toBe(fact.reference);
      expect(payment?.fact).toMatchObject({
        kind: "payment.succeeded",
        gatewayPaymentId: fact.gatewayPaymentId,
        amountCents: 80_00,
      });
    });
  });
}
