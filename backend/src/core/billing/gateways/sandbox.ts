import { platformError } from "@lumiku/app-sdk";
import type { SandboxCheckout } from "@lumiku/contracts/billing";
import type { Database } from "../../db/client";
import type { GatewayFact, PaymentGateway } from "./gateway";
import {
  createSandboxServer,
  expiresAt,
  factOf,
  type SandboxEvent,
  type SandboxRow,
  type SandboxServer,
} from "./sandbox-server";
import { createSandboxSigner } from "./sandbox-signing";

export interface Sandbox {
  gateway: PaymentGateway;
  server: SandboxServer;
}

export interface SandboxDependencies {
  database: Database;
  signingSecret: string;
  /** Brings a signed webhook to the platform's own intake. */
  deliver: (body: string, headers: Headers) => Promise<void>;
  now: () => Date;
}

const PAGE = 100;

/**
 * Test money: a gateway that behaves as a real one, with a checkout page among the platform's own. Its addresses have no
 * host, so that it works on whichever name the platform is visited by.
 */
export function createSandbox({ database, signingSecret, deliver, now }: SandboxDependencies): Sandbox {
  const signer = createSandboxSigner(signingSecret);
  const tell = async (event: SandboxEvent) => {
    const body = JSON.stringify(event);
    await deliver(body, signer.sign(body, now()));
  };
  const server = createSandboxServer({ database, tell, now });

  const getCheckout = async (checkoutId: string) => {
    const row = await server.findCheckout(checkoutId);
    if (!row) throw platformError("NOT_FOUND");
    return row;
  };

  const gateway: PaymentGateway = {
    id: "sandbox",
    name: "Test money",
    isTest: true,

    async createCheckout(order) {
      const [successUrl, cancelUrl] = [withoutHost(order.successUrl), withoutHost(order.cancelUrl)];
      const row = await server.open({ ...order, successUrl, cancelUrl });
      const checkoutId = row.checkoutId ?? "";
      return { checkoutId, url: `/checkout/sandbox/${checkoutId}`, expiresAt: expiresAt(row) };
    },

    async expireCheckout(checkoutId) {
      return (await server.decide(checkoutId, "abandon")).status !== "paid";
    },

    settleCheckout: async (checkoutId) => factOf(await getCheckout(checkoutId)),

    async verifyWebhook(body, headers) {
      if (!signer.isGenuine(body, headers, now())) {
        throw platformError("MALFORMED_REQUEST", { message: "This is not signed by the sandbox, or not recently." });
      }
      const { id, createdAt, fact } = JSON.parse(body) as SandboxEvent;
      return { eventId: id, type: fact.kind, occurredAt: new Date(createdAt) };
    },

    async readFact(body) {
      const { fact } = JSON.parse(body) as SandboxEvent;
      return fact.kind === "payment.succeeded" ? { ...fact, paidAt: new Date(fact.paidAt) } : fact;
    },

    async refund(order) {
      return { gatewayRefundId: (await server.refund(order)).id };
    },

    async *listPayments(since) {
      for (let after: string | undefined; ; ) {
        const page = await server.list(since, after, PAGE);
        for (const row of page) yield toGatewayPayment(row);
        if (page.length < PAGE) return;
        after = page.at(-1)?.id;
      }
    },

    plans: {
      collects: "platform",
      async charge(order) {
        const { id, paidAt } = await server.charge(order);
        if (paidAt) return { gatewayPaymentId: id, paidAt };
        throw platformError("PAYMENT_DECLINED", { message: "The test card was declined. Nothing was charged." });
      },
    },
  };
  return { gateway, server };
}

/** A checkout as its page shows it. */
export function toSandboxCheckout(row: SandboxRow): SandboxCheckout {
  const { checkoutId, reference, description, amountCents, currency, kind, status, successUrl, cancelUrl } = row;
  return {
    ...{ id: checkoutId ?? "", paymentId: reference, description, amountCents, currency },
    isRecurring: kind === "recurring",
    status: status as SandboxCheckout["status"],
    ...{ successUrl: successUrl ?? "/", cancelUrl: cancelUrl ?? "/" },
  };
}

function toGatewayPayment(row: SandboxRow) {
  const status: Record<string, "succeeded" | "pending"> = { paid: "succeeded", open: "pending" };
  const { id: gatewayPaymentId, reference, amountCents, refundedCents, currency } = row;
  const fact: GatewayFact | null = row.status === "paid" ? factOf(row) : null;
  return {
    ...{ gatewayPaymentId, reference, amountCents, refundedCents, currency, fact },
    status: status[row.status] ?? ("failed" as const),
  };
}

function withoutHost(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
