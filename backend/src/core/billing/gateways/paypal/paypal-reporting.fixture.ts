import { type Money, newId, Refusal } from "./paypal-ledger.fixture";
import type { PaypalLedger } from "./paypal-orders.fixture";

export interface Transaction {
  transaction_id: string;
  paypal_reference_id?: string;
  transaction_event_code: string;
  transaction_status: string;
  transaction_initiation_date: string;
  transaction_amount: Money;
  custom_field?: string;
}

export interface PaypalReporting {
  /** Of the same account, but of nobody's order here. */
  others: Transaction[];
  /** More than these one search does not find. */
  limit: number;
  search(query: URLSearchParams): object;
}

const LONGEST_MS = 31 * 86_400_000;
const statuses = { COMPLETED: "S", PENDING: "P", DECLINED: "D", REFUNDED: "S", PARTIALLY_REFUNDED: "S" } as const;

export function createPaypalReporting({ captures, refunds }: PaypalLedger): PaypalReporting {
  const list = (): Transaction[] => [
    ...[...captures.values()].map((capture) => ({
      ...{ transaction_id: capture.id, transaction_event_code: "T0006", transaction_amount: capture.amount },
      ...{ transaction_status: statuses[capture.status], transaction_initiation_date: capture.create_time },
      ...(capture.custom_id && { custom_field: capture.custom_id }),
    })),
    ...[...refunds.values()].map((refund) => ({
      ...{ transaction_id: refund.id, transaction_event_code: "T1107", transaction_status: "S" },
      paypal_reference_id:
        refund.links
          .find(({ rel }) => rel === "up")
          ?.href.split("/")
          .at(-1) ?? "",
      transaction_initiation_date: refund.create_time,
      transaction_amount: { ...refund.amount, value: `-${refund.amount.value}` },
    })),
    ...reporting.others,
  ];

  const reporting: PaypalReporting = {
    others: [],
    limit: 10_000,
    search(query) {
      const [start, end] = [Date.parse(query.get("start_date") ?? ""), Date.parse(query.get("end_date") ?? "")];
      const [page, size] = [Number(query.get("page") ?? 1), Number(query.get("page_size") ?? 100)];
      if (!(start <= end) || end - start > LONGEST_MS || size > 500 || page < 1)
        throw new Refusal(400, "INVALID_REQUEST");
      const found = list().filter(({ transaction_initiation_date }) => {
        const at = Date.parse(transaction_initiation_date);
        return at >= start && at <= end;
      });
      if (found.length > reporting.limit) throw new Refusal(400, "RESULTSET_TOO_LARGE");
      return {
        ...{ account_number: newId(), page, total_items: found.length, total_pages: Math.ceil(found.length / size) },
        transaction_details: found
          .slice((page - 1) * size, page * size)
          .map((transaction_info) => ({ transaction_info })),
        links: [],
      };
    },
  };
  return reporting;
}
