import { platformError } from "@lumiku/app-sdk";
import type { Gateway } from "@lumiku/contracts/payments";
import type { PaymentGateway } from "./gateway";

/** The gateways that are set up, in the order they are offered. */
export interface Gateways {
  list(): readonly PaymentGateway[];
  find(id: string): PaymentGateway | null;
  /** The one asked for, or the first; for a plan the first that sells plans. @throws AppError VALIDATION_FAILED, PAYMENT_UNAVAILABLE */
  choose(id: string | undefined, wanted: { sellsPlans: boolean }): PaymentGateway;
}

export function createGateways(gateways: readonly PaymentGateway[]): Gateways {
  const find = (id: string) => gateways.find((gateway) => gateway.id === id) ?? null;
  return {
    list: () => gateways,
    find,
    choose(id, { sellsPlans }) {
      const fitting = gateways.filter(({ plans }) => !sellsPlans || plans);
      const chosen = id === undefined ? fitting[0] : fitting.find((gateway) => gateway.id === id);
      if (chosen) return chosen;
      if (id === undefined) {
        const message = "There is no way to pay for this on this platform at the moment. Nothing was charged.";
        throw platformError("PAYMENT_UNAVAILABLE", { message });
      }
      const message = find(id)
        ? "Plans cannot be paid this way. Choose another."
        : "This way to pay is not set up here.";
      throw platformError("VALIDATION_FAILED", { errors: [{ path: "/body/gateway", message }] });
    },
  };
}

export function toGateway({ id, name, isTest, plans }: PaymentGateway): Gateway {
  return { id, name, isTest, sellsPlans: plans !== undefined, hasPortal: plans?.collects === "gateway" };
}
