import type { Notice } from "../../notifications/service";
import type { PaymentRow } from "./repository";
import { formatMoney } from "./snapshot";

export function noticeOfPaid({ id, amountCents, currency, description }: PaymentRow): Notice {
  return {
    ...{ kind: "payment.succeeded", key: `payment:${id}:paid`, link: "/billing/payments" },
    ...{
      title: `We have received ${formatMoney(amountCents, currency)}`,
      body: `Thank you. It is for: ${description}.`,
    },
  };
}

/** @param reason what the gateway said, for people */
export function noticeOfFailed({ id, amountCents, currency, description }: PaymentRow, reason: string): Notice {
  return {
    ...{ kind: "payment.failed", key: `payment:${id}:failed`, link: "/billing/payments" },
    title: `Your payment of ${formatMoney(amountCents, currency)} did not go through`,
    body: `${reason} It was for: ${description}.`,
  };
}
