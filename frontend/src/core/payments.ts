import type { Payment } from "@lumiku/contracts/payments";
import { useMemo } from "react";
import { create } from "zustand";

interface PaymentStore {
  byId: Readonly<Record<string, Payment>>;
  /**
   * Takes payments from wherever they came. They carry no version, but they only ever go forward: what is paid stays
   * paid, and what was given back is not taken again. What would go back is a late word, and is dropped.
   */
  upsert(...payments: Payment[]): void;
  clear(): void;
}

export const usePayments = create<PaymentStore>()((set) => ({
  byId: {},
  upsert: (...payments) =>
    set(({ byId }) => {
      const news = payments.filter((payment) => !isLate(payment, byId[payment.id]));
      return { byId: { ...byId, ...Object.fromEntries(news.map((payment) => [payment.id, payment])) } };
    }),
  clear: () => set({ byId: {} }),
}));

/** What is here of a person's payments, newest first. */
export function usePaymentList(): Payment[] {
  const byId = usePayments((state) => state.byId);
  return useMemo(
    () => Object.values(byId).sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
    [byId],
  );
}

// A second card may succeed where the first was declined, so "failed" is not the last word; "paid" is.
const order: Record<Payment["status"], number> = { pending: 0, failed: 1, cancelled: 1, paid: 2 };

function isLate(payment: Payment, known: Payment | undefined): boolean {
  if (!known) return false;
  return order[payment.status] < order[known.status] || payment.refundedCents < known.refundedCents;
}
