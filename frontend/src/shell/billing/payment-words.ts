import type { Payment } from "@lumiku/contracts/payments";

export interface PaymentState {
  label: string;
  tone: "neutral" | "success" | "warning" | "danger";
}

/** How a payment stands, in a word. */
export function paymentState({ status, dispute, refundedCents, amountCents }: Payment): PaymentState {
  if (dispute === "open") return { label: "Disputed", tone: "warning" };
  if (dispute === "lost") return { label: "Charged back", tone: "neutral" };
  if (refundedCents > 0) {
    return { label: refundedCents < amountCents ? "Partly refunded" : "Refunded", tone: "neutral" };
  }
  return states[status];
}

const states: Record<Payment["status"], PaymentState> = {
  pending: { label: "Not paid yet", tone: "warning" },
  paid: { label: "Paid", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** What made it due, where its description does not say. */
export function purposeWords({ purpose }: Payment): string | undefined {
  return purposes[purpose];
}

const purposes: Partial<Record<Payment["purpose"], string>> = { renewal: "Renewal", upgrade: "Upgrade" };
