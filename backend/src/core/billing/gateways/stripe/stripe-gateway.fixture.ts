import type { GatewayFact, PaymentGateway } from "../gateway";
import { orderOf } from "../order.fixture";
import { createStripeGateway, type StripeOptions } from "./stripe-gateway";
import type { StripeServer } from "./stripe-server.fixture";

/** The adapter, through Stripe's own SDK, at a server of the tests. */
export function createGatewayAt(server: StripeServer, options: Partial<StripeOptions> = {}): PaymentGateway {
  return createStripeGateway({
    secretKey: server.secretKey,
    webhookSecret: server.webhookSecret,
    apiUrl: server.url,
    now: server.clock.now,
    ...options,
  });
}

/** What every webhook so far says, oldest first. */
export async function listFacts(server: StripeServer): Promise<GatewayFact[]> {
  const gateway = createGatewayAt(server);
  const facts: GatewayFact[] = [];
  for (const body of server.webhooks.bodies) {
    const fact = await gateway.readFact(body);
    if (fact) facts.push(fact);
  }
  return facts;
}

/** A checkout that has been paid, with what Stripe says of it. */
export async function payAt(server: StripeServer, order = orderOf()) {
  const gateway = createGatewayAt(server);
  const { checkoutId } = await gateway.createCheckout(order);
  server.pay(checkoutId, "works");
  const fact = await gateway.settleCheckout(checkoutId);
  if (fact?.kind !== "payment.succeeded") throw new TypeError("It was not paid");
  return { gateway, checkoutId, fact };
}
