import type { AppError } from "@lumiku/app-sdk";
import type { Subscription } from "@lumiku/contracts/billing";
import { Badge } from "@lumiku/ui/badge";
import { Button, buttonClass } from "@lumiku/ui/button";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { toast } from "sonner";
import { billingApi } from "../../core/billing-api";
import { price } from "../../core/words";
import { useGoTo } from "../checkout/use-go-to";
import { CancelDialog } from "./cancel-dialog";
import { Card } from "./card";
import type { Offer } from "./offer";
import { pricePer, renewalWords } from "./plan-words";
import type { BillingState } from "./use-billing";

/** The plan, when it renews or ends, and what can be done about it. */
export function PlanCard(state: BillingState) {
  return state.subscription ? (
    <Subscribed {...state} subscription={state.subscription} />
  ) : (
    <PayAsYouGo offer={state.offer} />
  );
}

function PayAsYouGo({ offer }: { offer: Offer }) {
  const paid = offer.plans.filter(({ monthCents }) => monthCents > 0);
  const cheapest = paid.reduce((low, plan) => (plan.monthCents < low.monthCents ? plan : low), paid[0] ?? noPlan);
  return (
    <Card
      title="Plan"
      actions={
        <Link to="/billing/plans" className={buttonClass("secondary")}>
          See plans
        </Link>
      }
    >
      <p className="font-semibold text-3xl tracking-tight">Free</p>
      <p className="text-muted">
        You pay with credits, for what you make. A plan gives you units for every day
        {cheapest.monthCents > 0 && `, from ${price(cheapest.monthCents, cheapest.currency)} a month`}, and opens more
        models.
      </p>
    </Card>
  );
}

const noPlan = { monthCents: 0, currency: "usd" };

const badges: Record<Subscription["status"], { label: string; tone: "success" | "warning" | "danger" | "neutral" }> = {
  active: { label: "Active", tone: "success" },
  past_due: { label: "Payment due", tone: "warning" },
  suspended: { label: "Paused", tone: "danger" },
  ended: { label: "Ended", tone: "neutral" },
};

function Subscribed({ me, offer, subscription, setSubscription }: BillingState & { subscription: Subscription }) {
  const [isCancelling, setCancelling] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const actions = useRef<HTMLDivElement>(null);
  const nameOf = (key: string) => offer.plans.find((plan) => plan.key === key)?.name ?? key;
  const name = nameOf(subscription.plan);
  const isLeaving = subscription.cancelAtPeriodEnd;
  const isPending = isLeaving || subscription.next !== null;
  const badge = isLeaving ? ({ label: "Ends soon", tone: "warning" } as const) : badges[subscription.status];

  /** The button that was pressed disappears: focus goes to the one that takes its place. */
  const focusActions = () =>
    requestAnimationFrame(() => actions.current?.querySelector<HTMLElement>("button")?.focus());

  const resume = async () => {
    setBusy(true);
    try {
      setSubscription(await billingApi.resume());
      toast.success(`You keep ${name}`);
      focusActions();
    } catch (error) {
      toast.error((error as AppError).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card
      title="Plan"
      badge={<Badge tone={badge.tone}>{badge.label}</Badge>}
      actions={
        <div ref={actions} className="flex flex-wrap gap-2">
          {isPending ? (
            <Button look="primary" disabled={isBusy} onClick={() => void resume()}>
              {isBusy ? "One moment …" : `Keep ${name}`}
            </Button>
          ) : (
            subscription.status === "active" && (
              <Link to="/billing/plans" className={buttonClass("secondary")}>
                Change plan
              </Link>
            )
          )}
          <PortalButton offer={offer} subscription={subscription} />
          {!isLeaving && (
            <Button look={subscription.status === "active" ? "quiet" : "secondary"} onClick={() => setCancelling(true)}>
              Cancel plan
            </Button>
          )}
        </div>
      }
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold text-3xl tracking-tight">{name}</span>
        <span className="tabular text-muted">
          {pricePer(subscription.priceCents, subscription.currency, subscription.interval)}
        </span>
      </p>
      <p className="text-muted">
        {renewalWords(subscription, subscription.next ? nameOf(subscription.next.plan) : undefined)}
      </p>
      {isCancelling && (
        <CancelDialog
          subscription={subscription}
          name={name}
          quota={me.quota}
          onClose={() => setCancelling(false)}
          onCancelled={(changed) => {
            setSubscription(changed.status === "ended" ? null : changed);
            setCancelling(false);
            focusActions();
          }}
        />
      )}
    </Card>
  );
}

/** Cards and invoices, where the gateway has a page for them. */
function PortalButton({ offer, subscription }: { offer: Offer; subscription: Subscription }) {
  const goTo = useGoTo();
  const [isBusy, setBusy] = useState(false);
  const gateway = offer.gateways.find(({ id }) => id === subscription.gateway);
  if (!gateway?.hasPortal) return null;
  const open = async () => {
    setBusy(true);
    try {
      goTo((await billingApi.portal()).url);
    } catch (error) {
      toast.error((error as AppError).message);
      setBusy(false);
    }
  };
  return (
    <Button look="quiet" disabled={isBusy} onClick={() => void open()}>
      Card and invoices
    </Button>
  );
}
