import type { PlatformLogger } from "../../observability/logger";
import type { GatewayId } from "../gateways/gateway";
import type { Gateways } from "../gateways/gateways";
import type { Payments } from "./payments";
import type { PaymentRow, PaymentsRepository } from "./repository";

const FORGOTTEN_MS = 24 * 3_600_000;
const BATCH = 100;

export interface Closing {
  /** Asks the gateway how its checkout went, and applies that. @returns the payment as it is then */
  settle(payment: PaymentRow): Promise<PaymentRow>;
  /** Sees to it that nobody can pay it any more. @returns the payment as it is then: paid, when somebody had */
  close(payment: PaymentRow): Promise<PaymentRow>;
  /** Ends what has been pending for a day, after a question to the gateway. @returns how many ended */
  closeForgotten(): Promise<number>;
}

export interface ClosingDependencies {
  repository: Pick<PaymentsRepository, "find" | "listPendingBefore">;
  gateways: Pick<Gateways, "find">;
  apply: Payments["apply"];
  logger: PlatformLogger;
  now: () => Date;
}

export function createClosing(dependencies: ClosingDependencies): Closing {
  const { repository, gateways, apply, logger, now } = dependencies;
  const reread = async (payment: PaymentRow) => (await repository.find(payment.id)) ?? payment;

  const settle = async (payment: PaymentRow) => {
    const gateway = gateways.find(payment.gateway);
    if (payment.status === "paid" || !payment.gatewayCheckoutId || !gateway) return payment;
    const fact = await gateway.settleCheckout(payment.gatewayCheckoutId);
    if (!fact) return payment;
    await apply(gateway.id, fact);
    return reread(payment);
  };

  const close = async (payment: PaymentRow) => {
    if (payment.status !== "pending") return payment;
    const checkoutId = payment.gatewayCheckoutId;
    const gateway = gateways.find(payment.gateway);
    if (gateway && checkoutId && !(await gateway.expireCheckout(checkoutId))) return settle(payment);
    const fact = { kind: "checkout.expired", reference: payment.id, checkoutId: checkoutId ?? "" } as const;
    await apply(payment.gateway as GatewayId, fact);
    return reread(payment);
  };

  return {
    settle,
    close,

    async closeForgotten() {
      let count = 0;
      for (const payment of await repository.listPendingBefore(new Date(now().getTime() - FORGOTTEN_MS), BATCH)) {
        try {
          const ended = await close(await settle(payment));
          if (ended.status !== "pending") count++;
        } catch (error) {
          logger.warn(
            { err: error, paymentId: payment.id },
            "a pending payment could not be looked at; it is tried again",
          );
        }
      }
      return count;
    },
  };
}
