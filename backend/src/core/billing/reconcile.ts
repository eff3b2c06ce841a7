import type { ReconciliationReport } from "@lumiku/contracts/administration";
import type { z } from "zod";
import type { PlatformLogger } from "../observability/logger";
import type { AlertsRepository } from "./alerts/repository";
import type { GatewayPayment, PaymentGateway } from "./gateways/gateway";
import type { Gateways } from "./gateways/gateways";
import type { Payments } from "./payments/payments";
import type { PaymentRow, PaymentsRepository } from "./payments/repository";
import { formatMoney } from "./payments/snapshot";

const HOUR_MS = 3_600_000;
const LOOKED_BACK_MS = 72 * HOUR_MS;
/** A gateway's own list may be as late as this: PayPal documents three hours. */
const LIST_LAG_MS = 6 * HOUR_MS;

export type GatewayReport = z.infer<typeof ReconciliationReport>;

export interface ReconcileDependencies {
  repository: Pick<PaymentsRepository, "find" | "findByGatewayPayment" | "listPaidSince">;
  gateways: Pick<Gateways, "list">;
  alerts: Pick<AlertsRepository, "raise">;
  apply: Payments["apply"];
  logger: PlatformLogger;
  now: () => Date;
}

/**
 * Compares the last three days' payments with each gateway's own list. What was taken there and is not known here is
 * applied; what differs is told to somebody, once. A gateway that fails does not stop the others.
 */
export function createReconcile(dependencies: ReconcileDependencies): () => Promise<GatewayReport[]> {
  const { gateways, logger } = dependencies;
  return async () => {
    const reports: GatewayReport[] = [];
    for (const gateway of gateways.list()) {
      const report: GatewayReport = { gateway: gateway.id, checked: 0, settled: 0, alerts: 0, error: null };
      reports.push(report);
      try {
        await compare(gateway, report, dependencies);
      } catch (error) {
        logger.warn(
          { err: error, gateway: gateway.id },
          "the payments of a gateway could not be compared; it is tried again",
        );
        report.error = `${gateway.name} could not be compared to the end. The log says why.`;
      }
    }
    return reports;
  };
}

async function compare(
  gateway: PaymentGateway,
  report: GatewayReport,
  dependencies: ReconcileDependencies,
): Promise<void> {
  const { repository, alerts, apply, now } = dependencies;
  const since = new Date(now().getTime() - LOOKED_BACK_MS);
  const settledBefore = new Date(now().getTime() - LIST_LAG_MS);
  // Read first: what is paid while the list is read may not stand in it.
  const paidHere = await repository.listPaidSince(gateway.id, since);

  const raise = async (gatewayPaymentId: string, finding: string, payment: PaymentRow, message: string) => {
    const { id: paymentId, userId, amountCents, refundedCents } = payment;
    const named = { gateway: gateway.id, paymentId, userId: userId ?? undefined };
    const details = { gatewayPaymentId, finding, amountCents, refundedCents };
    const key = `books-differ:${gateway.id}:${gatewayPaymentId}:${finding}`;
    if (await alerts.raise({ key, kind: "books-differ", message, details, ...named }, now())) report.alerts++;
  };

  const findOurs = async ({ reference, gatewayPaymentId }: GatewayPayment) => {
    const known = await repository.findByGatewayPayment(gateway.id, gatewayPaymentId);
    return known ?? (reference === null ? null : await repository.find(reference));
  };

  const seen = new Set<string>();
  for await (const theirs of gateway.listPayments(since)) {
    report.checked++;
    seen.add(theirs.gatewayPaymentId);
    const ours = await findOurs(theirs);
    if (
      theirs.status === "succeeded" &&
      (ours?.status !== "paid" || ours.gatewayPaymentId !== theirs.gatewayPaymentId)
    ) {
      if (theirs.fact && (await apply(gateway.id, theirs.fact)) === "applied") report.settled++;
      continue;
    }
    if (ours?.status !== "paid" || ours.gatewayPaymentId !== theirs.gatewayPaymentId) continue;
    for (const [finding, message] of listDifferences(ours, theirs, gateway.name)) {
      await raise(theirs.gatewayPaymentId, finding, ours, message);
    }
  }
  for (const ours of paidHere) {
    const { gatewayPaymentId, paidAt } = ours;
    if (!gatewayPaymentId || seen.has(gatewayPaymentId) || !paidAt || paidAt > settledBefore) continue;
    if (!isBegunHere(ours)) continue;
    await raise(gatewayPaymentId, "missing", ours, `${gateway.name} does not know a payment that is paid here.`);
  }
}

/** What a gateway collects by itself is written down when it is told of, which may be days after it has begun there. */
function isBegunHere({ gatewayCheckoutId, idempotencyKey }: PaymentRow): boolean {
  return gatewayCheckoutId !== null || idempotencyKey !== null;
}

function listDifferences(ours: PaymentRow, theirs: GatewayPayment, name: string): [finding: string, message: string][] {
  const money = (cents: number) => formatMoney(cents, theirs.currency);
  if (theirs.status !== "succeeded")
    return [[theirs.status, `${name} says that a payment that is paid here is ${theirs.status}.`]];
  if (ours.amountCents !== theirs.amountCents || ours.currency !== theirs.currency) {
    const message = `${name} took ${money(theirs.amountCents)}, here it is ${formatMoney(ours.amountCents, ours.currency)}.`;
    return [[`amount:${theirs.amountCents}:${theirs.currency}`, message]];
  }
  if (ours.refundedCents === theirs.refundedCents) return [];
  const message = `${name} gave back ${money(theirs.refundedCents)}, here it is ${money(ours.refundedCents)}.`;
  return [[`refunded:${theirs.refundedCents}:${ours.refundedCents}`, message]];
}
