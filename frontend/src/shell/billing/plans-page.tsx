import { tiers } from "@lumiku/app-sdk";
import type { Interval, Plan, PlanChoice, PlanKey, Subscription } from "@lumiku/contracts/billing";
import { Button, buttonClass } from "@lumiku/ui/button";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "react-router";
import { day } from "../../core/words";
import { ChangeDialog } from "./change-dialog";
import { IntervalSwitch, PlanGrid } from "./plan-grid";
import { PlanNotice } from "./plan-notice";
import type { BillingState } from "./use-billing";

/** Every plan beside the one a person has, and the ways from one to another. */
export function PlansPage({ offer, subscription, setSubscription }: BillingState) {
  const wanted = (useLocation().state as { choice?: PlanChoice } | null)?.choice;
  const [interval, setInterval] = useState<Interval>(wanted?.interval ?? subscription?.interval ?? "month");
  const [choice, setChoice] = useState(wanted && subscription && !isPresent(subscription, wanted) ? wanted : undefined);
  const chosenPlan = offer.plans.find(({ key }) => key === choice?.plan);
  const sellsPlans = offer.gateways.some((gateway) => gateway.sellsPlans);

  const renderAction = (plan: Plan) => {
    if (plan.key === "free") {
      return <Remark>{subscription ? "After a plan ends" : "What you have now"}</Remark>;
    }
    const target = { plan: plan.key, interval };
    if (!subscription && !sellsPlans) return <Remark>Cannot be bought here</Remark>;
    if (!subscription) {
      return (
        <Link
          to={`/checkout/plan/${plan.key}/${interval}`}
          className={buttonClass(plan.key === "pro" ? "primary" : "secondary")}
        >
          Choose {plan.name}
        </Link>
      );
    }
    if (subscription.next?.plan === plan.key && subscription.next.interval === interval) {
      return <Remark>Begins on {day(subscription.periodEnd)}</Remark>;
    }
    if (isPresent(subscription, target)) {
      return (
        <Remark>
          {subscription.cancelAtPeriodEnd ? `Ends on ${day(subscription.periodEnd)}` : "What you have now"}
        </Remark>
      );
    }
    return (
      <Button
        look={isHigher(subscription, plan.key) ? "primary" : "secondary"}
        disabled={subscription.status !== "active"}
        onClick={() => setChoice(target)}
      >
        {changeLabel(subscription, plan, interval)}
      </Button>
    );
  };

  return (
    <div className="grid gap-4">
      {subscription && <PlanNotice subscription={subscription} offer={offer} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-base">Compare plans</h2>
        <IntervalSwitch plans={offer.plans} interval={interval} onChange={setInterval} />
      </div>
      <PlanGrid
        plans={offer.plans}
        interval={interval}
        currentKey={subscription?.plan ?? "free"}
        renderAction={renderAction}
      />
      <p className="text-[13px] text-muted">
        A better plan is there at once, and you pay for what is left of the period. Anything else begins when the period
        ends. Your credits stay as they are.{" "}
        <Link to="/pricing#questions" className="font-medium text-accent-ink underline underline-offset-2">
          Questions about plans
        </Link>
      </p>
      {subscription && choice && chosenPlan && (
        <ChangeDialog
          subscription={subscription}
          plans={offer.plans}
          choice={choice}
          onClose={() => setChoice(undefined)}
          onChanged={(changed) => {
            setSubscription(changed);
            setChoice(undefined);
          }}
        />
      )}
    </div>
  );
}

function Remark({ children }: { children: ReactNode }) {
  return (
    <p className="grid h-11 place-items-center rounded-control bg-sunken px-3 text-center text-[13px] text-muted">
      {children}
    </p>
  );
}

const isPresent = (subscription: Subscription, { plan, interval }: PlanChoice) =>
  subscription.plan === plan && subscription.interval === interval;

const isHigher = ({ plan }: Subscription, other: PlanKey) => tiers.indexOf(other) > tiers.indexOf(plan);

function changeLabel(subscription: Subscription, plan: Plan, interval: Interval): string {
  if (subscription.plan === plan.key) return `Pay by the ${interval}`;
  return plan.key !== "free" && isHigher(subscription, plan.key) ? `Upgrade to ${plan.name}` : `Change to ${plan.name}`;
}
