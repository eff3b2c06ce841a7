import { platformError } from "@lumiku/app-sdk";
import { defineRoutes } from "@lumiku/app-sdk/server";
import { type CheckoutRequest, billing as contract } from "@lumiku/contracts/billing";
import type { Billing } from "./billing";
import type { Catalogue } from "./catalogue";
import { toGateway } from "./gateways/gateways";
import { toSandboxCheckout } from "./gateways/sandbox";
import type { PaymentOrder } from "./payments/payments";
import { formatCredits } from "./payments/snapshot";
import { nameOf } from "./subscriptions/terms";

interface BillingRoutesDependencies {
  billing: Billing;
  catalogue: Catalogue;
}

export const routes = defineRoutes(contract, ({ billing, catalogue }: BillingRoutesDependencies) => {
  const { gateways, payments, desk, subscriptions, ledger, receipts } = billing;
  const page = <Item>(items: Item[]) => ({ items });

  /** The checkout of a payment of this person's. */
  const getSandbox = async (userId: string, checkoutId: string) => {
    const row = await billing.sandbox?.server.findCheckout(checkoutId);
    const payment = row && (await billing.paymentsRepository.findOwned(userId, row.reference));
    if (!billing.sandbox || !payment) throw platformError("NOT_FOUND", { message: "There is no such checkout." });
    return { server: billing.sandbox.server, row };
  };

  return {
    plans: async () => page([...catalogue.plans]),
    packs: async () => page([...catalogue.packs]),
    gateways: async () => page(gateways.list().map(toGateway)),

    async checkout({ actor: { userId }, body, idempotencyKey }) {
      const gateway = gateways.choose(body.gateway, { sellsPlans: body.kind === "plan" });
      if (body.kind === "plan" && (await subscriptions.find(userId))) throw platformError("ALREADY_SUBSCRIBED");
      return payments.begin({ ...toOrder(body, catalogue), userId, gateway: gateway.id, idempotencyKey });
    },

    subscription: async ({ actor }) => ({ subscription: await subscriptions.find(actor.userId) }),
    previewChange: ({ actor, body }) => subscriptions.previewChange(actor.userId, body),
    change: ({ actor, body, idempotencyKey }) => subscriptions.change(actor.userId, body, idempotencyKey),
    cancel: ({ actor }) => subscriptions.cancel(actor.userId),
    resume: ({ actor }) => subscriptions.resume(actor.userId),
    recover: ({ actor, idempotencyKey }) => subscriptions.recover(actor.userId, idempotencyKey),

    async portal({ actor: { userId } }) {
      for (const { id, plans } of gateways.list()) {
        if (plans?.collects !== "gateway") continue;
        const customerId = await billing.paymentsRepository.findCustomer(userId, id);
        if (customerId) return { url: await plans.createPortalUrl(customerId, `${billing.options.webUrl}/billing`) };
      }
      throw platformError("NOT_FOUND", { message: "There is no such page before your first payment." });
    },

    ledger: ({ actor, query }) => ledger.list(actor.userId, query),
    payments: ({ actor, query }) => desk.list(actor.userId, query),
    payment: ({ actor, params }) => desk.get(actor.userId, params.paymentId),
    confirm: ({ actor, params }) => desk.confirm(actor.userId, params.paymentId),
    abandon: ({ actor, params }) => desk.abandon(actor.userId, params.paymentId),
    receipt: ({ actor, params }) => receipts.download(actor.userId, params.paymentId),

    async sandboxCheckout({ actor, params }) {
      return toSandboxCheckout((await getSandbox(actor.userId, params.checkoutId)).row);
    },

    async decideSandboxCheckout({ actor, params, body }) {
      const { server } = await getSandbox(actor.userId, params.checkoutId);
      return toSandboxCheckout(await server.decide(params.checkoutId, body.outcome));
    },
  };
});

/** What is asked for, at the price it has here: a client names things, never amounts. */
function toOrder(request: CheckoutRequest, catalogue: Catalogue): Omit<PaymentOrder, "userId" | "gateway"> {
  if (request.kind === "plan") {
    const { plan, interval } = request;
    return {
      ...{ purpose: "subscription", plan: { plan, interval }, description: nameOf(catalogue, request) },
      ...{ amountCents: catalogue.priceCents(plan, interval), currency: catalogue.currency },
    };
  }
  const pack = catalogue.findPack(request.pack);
  if (!pack) {
    const errors = [{ path: "/body/pack", message: "There is no such pack." }];
    throw platformError("VALIDATION_FAILED", { errors });
  }
  const { key, credits, amountCents, currency } = pack;
  return { purpose: "pack", pack: { key, credits }, description: formatCredits(credits), amountCents, currency };
}
