import type { GatewayFact, PaymentGateway } from "../gateway";
import { orderOf } from "../order.fixture";
import { createPaypalGateway, type PaypalOptions } from "./paypal-gateway";
import type { Wallet } from "./paypal-ledger.fixture";
import type { PaypalServer } from "./paypal-server.fixture";

/** The adapter, through PayPal's own SDK, at a server of the tests. */
export function createGatewayAt(server: PaypalServer, options: Partial<PaypalOptions> = {}): PaymentGateway {
  return createPaypalGateway({
    ...{ clientId: server.clientId, clientSecret: server.clientSecret, webhookId: server.webhookId },
    ...{ environment: "sandbox", apiUrl: server.url, now: server.clock.now },
    ...options,
  });
}

/** An order that was approved, with what PayPal says of it. */
export async function payAt(server: PaypalServer, order = orderOf(), wallet: Wallet = "works") {
  const gateway = createGatewayAt(server);
  const { checkoutId } = await gateway.createCheckout(order);
  server.approve(checkoutId, wallet);
  return { gateway, order, checkoutId, fact: await gateway.settleCheckout(checkoutId) };
}

/** The id of a payment that has been made. */
export async function paidAt(server: PaypalServer, order = orderOf()) {
  const { gateway, fact } = await payAt(server, order);
  if (fact?.kind !== "payment.succeeded") throw new TypeError("It was not paid");
  return { gateway, fact, gatewayPaymentId: fact.gatewayPaymentId };
}

/** What every webhook so far says, oldest first. */
export async function listFacts(server: PaypalServer): Promise<GatewayFact[]> {
  const gateway = createGatewayAt(server);
  const facts: GatewayFact[] = [];
  for (const body of server.webhooks.bodies) {
    const fact = await gateway.readFact(body);
    if (fact) facts.push(fact);
  }
  return facts;
}
