import type { SearchResponse, TransactionInformation } from "@paypal/paypal-server-sdk";
import type { GatewayPayment } from "../gateway";
import { type PaypalClient, PaypalRefusal } from "./paypal-client";
import { referenceOf } from "./paypal-facts";
import { fromMoney } from "./paypal-money";

const PAGE = 500;
/** The longest time one search may span. */
const WINDOW_MS = 31 * 86_400_000;
const SHORTEST_WINDOW_MS = 60_000;

/** Reversals and refunds. https://developer.paypal.com/docs/transaction-search/transaction-event-codes/ */
const givenBack = new Set(["T1106", "T1107"]);
const statuses: Record<string, GatewayPayment["status"]> = {
  S: "succeeded",
  V: "succeeded",
  P: "pending",
  D: "failed",
};

/**
 * Payments since then, by PayPal's search of transactions: it has no list of orders or captures. What happened less than
 * three hours ago may not be in it yet, nothing is in it after three years, and the app needs the "Transaction search"
 * feature at PayPal.
 */
export async function* searchPayments(client: PaypalClient, since: Date, now: Date): AsyncGenerator<GatewayPayment> {
  const payments = new Map<string, TransactionInformation>();
  const returns = new Map<string, { paymentId: string; amountCents: number }>();
  for await (const transaction of search(client, since, now)) {
    const { transactionId, transactionEventCode = "", paypalReferenceId } = transaction;
    if (!transactionId || !transaction.transactionAmount) continue;
    const { amountCents } = fromMoney(transaction.transactionAmount);
    if (givenBack.has(transactionEventCode) && paypalReferenceId) {
      returns.set(transactionId, { paymentId: paypalReferenceId, amountCents: Math.abs(amountCents) });
    }
    if (transactionEventCode.startsWith("T00") && amountCents > 0) payments.set(transactionId, transaction);
  }

  const refunded = new Map<string, number>();
  for (const { paymentId, amountCents } of returns.values()) {
    refunded.set(paymentId, (refunded.get(paymentId) ?? 0) + amountCents);
  }
  for (const [id, transaction] of payments) yield toPayment(id, transaction, refunded.get(id) ?? 0);
}

function toPayment(
  gatewayPaymentId: string,
  transaction: TransactionInformation,
  refundedCents: number,
): GatewayPayment {
  const amount = fromMoney(transaction.transactionAmount);
  const reference = referenceOf(transaction.customField);
  const status = statuses[transaction.transactionStatus ?? ""] ?? "pending";
  return {
    ...{ gatewayPaymentId, reference, refundedCents, status, ...amount },
    fact:
      status === "succeeded"
        ? {
            kind: "payment.succeeded",
            ...{ reference, gatewayPaymentId, customerId: null, subscription: null, ...amount },
            paidAt: new Date(transaction.transactionInitiationDate ?? 0),
          }
        : null,
  };
}

/** One search ends at ten thousand transactions: a window that has more is searched in halves. */
async function* search(client: PaypalClient, from: Date, to: Date): AsyncGenerator<TransactionInformation> {
  for (let start = from.getTime(); start < to.getTime(); start += WINDOW_MS) {
    yield* searchWindow(client, start, Math.min(start + WINDOW_MS, to.getTime()));
  }
}

async function* searchWindow(client: PaypalClient, start: number, end: number): AsyncGenerator<TransactionInformation> {
  for (let page = 1; ; page++) {
    const answer = await searchPage(client, start, end, page);
    if (!answer) {
      const middle = Math.floor((start + end) / 2);
      yield* searchWindow(client, start, middle);
      yield* searchWindow(client, middle, end);
      return;
    }
    for (const { transactionInfo } of answer.transactionDetails ?? []) if (transactionInfo) yield transactionInfo;
    if (page >= (answer.totalPages ?? 0)) return;
  }
}

/** Null when there is more than one search may find. */
async function searchPage(
  { ask }: PaypalClient,
  start: number,
  end: number,
  page: number,
): Promise<SearchResponse | null> {
  const [startDate, endDate] = [new Date(start).toISOString(), new Date(end).toISOString()];
  try {
    return await ask(({ transactions }) =>
      transactions.searchTransactions({ startDate, endDate, fields: "transaction_info", pageSize: PAGE, page }),
    );
  } catch (error) {
    if (!(error instanceof PaypalRefusal)) throw error;
    if (error.issue === "RESULTSET_TOO_LARGE" && end - start > SHORTEST_WINDOW_MS) return null;
    throw error.toAppError();
  }
}
