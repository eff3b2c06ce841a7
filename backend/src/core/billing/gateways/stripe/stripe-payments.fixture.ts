import type { Charge, Dispute, Intent, PaymentError, Refund } from "./stripe-objects.fixture";
import type { StripeStore } from "./stripe-store.fixture";
import { type Form, invalid, textOf, textsOf } from "./stripe-wire.fixture";

/** What the bank says to a customer's card: always yes, yes until there is a renewal, or no. */
export type Card = "works" | "fails-at-renewal" | "declines" | "has-no-money";

export interface StripeMoney {
  /** Charges the intent. @returns whether it has been paid */
  charge(intent: Intent, card: Card, occasion: "checkout" | "renewal" | "change"): boolean;
  wouldFail(card: Card, occasion: "checkout" | "renewal" | "change"): PaymentError | null;
  refund(form: Form): Refund;
  /** A refund that was pending comes to its end. */
  settleRefund(refundId: string, status: "succeeded" | "pending" | "failed"): void;
  dispute(intentId: string, status?: Dispute["status"]): Dispute;
  moveDispute(disputeId: string, status: Dispute["status"]): void;
}

type Emit = (type: string, object: object) => void;

export function createStripeMoney(store: StripeStore, emit: Emit): StripeMoney {
  const wouldFail: StripeMoney["wouldFail"] = (card, occasion) => {
    if (card === "works" || (card === "fails-at-renewal" && occasion === "checkout")) return null;
    const decline_code = card === "has-no-money" ? "insufficient_funds" : "generic_decline";
    return { type: "card_error", code: "card_declined", decline_code, message: "Your card was declined." };
  };

  const chargeOf = (intentId: string | null) => {
    const intent = store.get("payment_intent", intentId, "payment_intent");
    return { intent, charge: store.get("charge", intent.latest_charge, "charge") };
  };

  return {
    wouldFail,

    charge(intent, card, occasion) {
      const error = wouldFail(card, occasion);
      const charge: Charge = store.add("charge", {
        amount: intent.amount,
        amount_refunded: 0,
        currency: intent.currency,
        customer: intent.customer,
        payment_intent: intent.id,
        ...{ paid: !error, refunded: false, disputed: false, status: error ? "failed" : "succeeded" },
      });
      intent.latest_charge = charge.id;
      intent.last_payment_error = error;
      intent.status = error ? "requires_payment_method" : "succeeded";
      intent.amount_received = error ? 0 : intent.amount;
      emit(error ? "charge.failed" : "charge.succeeded", charge);
      emit(error ? "payment_intent.payment_failed" : "payment_intent.succeeded", intent);
      return !error;
    },

    refund(form) {
      const { intent, charge } = chargeOf(textOf(form.payment_intent));
      const left = charge.amount - charge.amount_refunded;
      const amount = Number(textOf(form.amount) ?? left);
      if (left === 0) {
        throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
      }
      if (amount > left)
        throw invalid("Refund amount is greater than unrefunded amount on charge", { param: "amount" });
      charge.amount_refunded += amount;
      charge.refunded = charge.amount_refunded === charge.amount;
      const refund = store.add("refund", {
        ...{ amount, currency: charge.currency, charge: charge.id, payment_intent: intent.id },
        reason: textOf(form.reason),
        metadata: textsOf(form.metadata),
        status: "succeeded",
      });
      emit("charge.refunded", charge);
      emit("refund.created", refund);
      emit("refund.updated", refund);
      return refund;
    },

    settleRefund(refundId, status) {
      const refund = store.get("refund", refundId);
      refund.status = status;
      emit(status === "failed" ? "refund.failed" : "refund.updated", refund);
    },

    dispute(intentId, status = "needs_response") {
      const { charge } = chargeOf(intentId);
      charge.disputed = true;
      const dispute = store.add("dispute", {
        ...{ amount: charge.amount, currency: charge.currency, charge: charge.id, payment_intent: intentId },
        ...{ reason: "fraudulent", status },
      });
      emit("charge.dispute.created", dispute);
      return dispute;
    },

    moveDispute(disputeId, status) {
      const dispute = store.get("dispute", disputeId);
      dispute.status = status;
      emit(status === "won" || status === "lost" ? "charge.dispute.closed" : "charge.dispute.updated", dispute);
    },
  };
}
