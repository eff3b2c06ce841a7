import type { AppError } from "@lumiku/app-sdk";
import type { Payment } from "@lumiku/contracts/payments";
import { useEffect, useState } from "react";
import { billingApi } from "../../core/billing-api";
import { usePayments } from "../../core/payments";
import { refreshSession } from "../../core/session";

// The stream usually tells first; asking is for when it cannot, and leaves room in the limit of payment requests.
const WAITS_MS = [2_000, 4_000, 8_000, 15_000];
const LONG_WAIT_MS = 30_000;

/** How a payment ends: told by the stream, and asked of the gateway until it is known. */
export function useOutcome(paymentId: string): { payment: Payment | undefined; error: AppError | undefined } {
  const payment = usePayments((state) => state.byId[paymentId]);
  const [hasAnswered, setAnswered] = useState(false);
  const [error, setError] = useState<AppError>();
  const isOver = payment !== undefined && payment.status !== "pending";

  useEffect(() => {
    if (isOver) {
      // The plan and the balance go with it, should the stream be away.
      void refreshSession();
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const ask = async (attempt: number) => {
      let retryAfterMs = 0;
      try {
        usePayments.getState().upsert(await billingApi.confirm({ params: { paymentId } }));
        if (isCurrent) setError(undefined);
      } catch (failure) {
        const refusal = failure as AppError;
        retryAfterMs = refusal.retryAfterMs ?? 0;
        if (isCurrent) setError(refusal);
        if (refusal.code === "NOT_FOUND") return;
      }
      if (!isCurrent) return;
      setAnswered(true);
      timer = setTimeout(() => void ask(attempt + 1), Math.max(WAITS_MS[attempt] ?? LONG_WAIT_MS, retryAfterMs));
    };
    void ask(0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [paymentId, isOver]);

  // What is here from before the person went to pay says nothing about how it went.
  return { payment: isOver || hasAnswered ? payment : undefined, error };
}
