import { platformError } from "@lumiku/app-sdk";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type { Catalogue } from "../catalogue";
import type { GatewaySubscription } from "../gateways/gateway";
import type { Locked, PlanActs } from "./acts";
import type { Following } from "./following";
import type { Recorder } from "./recorder";
import { upcomingChoice } from "./renewal";
import type { SubscriptionRow } from "./repository";
import { nameOf } from "./terms";
import { cancel, end, resume, schedule, type Transition } from "./transitions";

export interface GatewayCollectedDependencies {
  recorder: Pick<Recorder, "write">;
  locked: Locked;
  following: Following;
  catalogue: Catalogue;
  now: () => Date;
}

/** Plans that live at the gateway: it is asked first, and the row follows its answer. */
export function createGatewayCollected(dependencies: GatewayCollectedDependencies): PlanActs {
  const { recorder, locked, following, catalogue, now } = dependencies;

  const termsThere = ({ plan, interval }: PlanChoice) => ({
    ...{ plan, interval, currency: catalogue.currency },
    amountCents: catalogue.priceCents(plan, interval),
  });

  /** Follows the gateway's answer, then writes what only this platform knows of. */
  const settle = (
    row: SubscriptionRow,
    theirs: GatewaySubscription,
    rest: (row: SubscriptionRow) => Transition | null = () => null,
  ) =>
    locked(row.id, async (current) => {
      const adopted = await following.adopt(current, theirs, "user");
      const transition = adopted.status === "ended" ? null : rest(adopted);
      return transition ? recorder.write(adopted, transition, "user") : adopted;
    });

  return {
    dueCents: (row, choice) => following.getCollecting(row.gateway).previewChange(idOf(row), termsThere(choice)),

    async upgrade(row, choice, idempotencyKey) {
      const plans = following.getCollecting(row.gateway);
      const changed = await plans.change(idOf(row), termsThere(choice), "now", keyOf(row, choice, idempotencyKey));
      const theirs = changed.cancelAtPeriodEnd ? await plans.setCancelAtPeriodEnd(idOf(row), false) : changed;
      return settle(row, theirs, (current) => (current.nextPlan ? resume() : null));
    },

    async schedule(row, choice, idempotencyKey) {
      const plans = following.getCollecting(row.gateway);
      const key = keyOf(row, choice, idempotencyKey);
      const theirs = await plans.change(idOf(row), termsThere(choice), "period-end", key);
      return settle(row, theirs, (current) => schedule(current, choice));
    },

    async cancel(row) {
      const plans = following.getCollecting(row.gateway);
      const theirs = await plans.setCancelAtPeriodEnd(idOf(row), true);
      return settle(row, theirs, (current) => (current.cancelAtPeriodEnd ? null : cancel()));
    },

    async resume(row) {
      const plans = following.getCollecting(row.gateway);
      const theirs = row.cancelAtPeriodEnd
        ? await plans.setCancelAtPeriodEnd(idOf(row), false)
        : await plans.keep(idOf(row));
      return settle(row, theirs, (current) => (current.nextPlan || current.cancelAtPeriodEnd ? resume() : null));
    },

    async end(row, reason) {
      await following.getCollecting(row.gateway).end(idOf(row));
      return locked(row.id, (current) => recorder.write(current, end(current, reason, now(), true), "user"));
    },

    async recover(row) {
      const choice = upcomingChoice(row);
      const url = await following.getCollecting(row.gateway).findOpenInvoiceUrl(idOf(row));
      if (!url) {
        await following.follow(row.gateway, idOf(row));
        throw platformError("CONFLICT", {
          message: "There is no open invoice any more. It may have been paid just now: look at your plan again.",
        });
      }
      // The gateway's own invoice: its payment is written down when the gateway tells of it.
      return {
        ...{ id: `invoice-${row.id}`, purpose: "renewal", status: "pending", gateway: row.gateway, checkoutUrl: url },
        ...{ description: nameOf(catalogue, choice), currency: row.currency, credits: 0, refundedCents: 0 },
        amountCents: catalogue.priceCents(choice.plan, choice.interval),
        ...{ dispute: null, failureMessage: null, receiptNumber: null, paidAt: null, createdAt: now().toISOString() },
      };
    },
  };
}

function idOf({ id, gatewaySubscriptionId }: SubscriptionRow): string {
  if (!gatewaySubscriptionId) throw new TypeError(`Subscription ${id} is not the gateway's`);
  return gatewaySubscriptionId;
}

function keyOf(
  { id, version }: SubscriptionRow,
  { plan, interval }: PlanChoice,
  asked: string = crypto.randomUUID(),
): string {
  return `change:${id}:${version}:${plan}:${interval}:${asked}`;
}
