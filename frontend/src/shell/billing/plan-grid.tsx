import type { Interval, Plan } from "@lumiku/contracts/billing";
import { Badge } from "@lumiku/ui/badge";
import { classNames } from "@lumiku/ui/class-names";
import { Segmented } from "@lumiku/ui/segmented";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { count, price } from "../../core/words";
import { priceCentsOf, storageWords, yearlySavingCents } from "./plan-words";

export interface IntervalSwitchProps {
  plans: readonly Plan[];
  interval: Interval;
  onChange: (interval: Interval) => void;
}

/** By the month or by the year, and what the year saves. */
export function IntervalSwitch({ plans, interval, onChange }: IntervalSwitchProps) {
  const savings = plans.map((plan) => (plan.monthCents > 0 ? yearlySavingCents(plan) / (plan.monthCents * 12) : 0));
  const percent = Math.round(Math.max(0, ...savings) * 100);
  return (
    <div className="w-full max-w-80">
      <Segmented
        label="How often you pay"
        isLabelHidden
        options={[
          { value: "month", label: "Monthly" },
          { value: "year", label: percent > 0 ? `Yearly, save ${percent} %` : "Yearly" },
        ]}
        value={interval}
        onChange={onChange}
      />
    </div>
  );
}

export interface PlanGridProps {
  plans: readonly Plan[];
  interval: Interval;
  /** The plan somebody has. */
  currentKey?: Plan["key"] | undefined;
  /** What can be done about a plan. */
  renderAction: (plan: Plan) => ReactNode;
}

/** The plans side by side. */
export function PlanGrid({ plans, interval, currentKey, renderAction }: PlanGridProps) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {plans.map((plan) => {
        const isCurrent = plan.key === currentKey;
        return (
          <li
            key={plan.key}
            className={classNames(
              "flex flex-col gap-5 rounded-card border bg-surface p-5",
              isCurrent ? "border-accent" : "border-line",
            )}
          >
            <div className="grid gap-3">
              <div className="flex h-6 items-center justify-between gap-2">
                <h3 className="font-semibold text-base">{plan.name}</h3>
                {isCurrent && <Badge tone="accent">Your plan</Badge>}
              </div>
              <PlanPrice plan={plan} interval={interval} />
            </div>
            {renderAction(plan)}
            <PlanContents plan={plan} />
          </li>
        );
      })}
    </ul>
  );
}

function PlanPrice({ plan, interval }: { plan: Plan; interval: Interval }) {
  const saving = yearlySavingCents(plan);
  const note =
    plan.monthCents === 0
      ? "Pay with credits"
      : interval === "month"
        ? `or ${price(plan.yearCents, plan.currency)} a year`
        : `${price(Math.round(plan.yearCents / 12), plan.currency)} a month` +
          (saving > 0 ? `, saves ${price(saving, plan.currency)}` : "");
  return (
    <div className="tabular grid gap-1">
      <p className="flex items-baseline gap-1.5">
        <span className="font-semibold text-3xl tracking-tight">
          {price(priceCentsOf(plan, interval), plan.currency)}
        </span>
        {plan.monthCents > 0 && <span className="text-muted">a {interval}</span>}
      </p>
      <p className="min-h-5 text-[13px] text-muted">{note}</p>
    </div>
  );
}

function PlanContents({ plan: { dailyUnits, monthlyUnits, storageBytes, features } }: { plan: Plan }) {
  return (
    <div className="tabular grid content-start gap-4 border-line border-t pt-4">
      <div className="grid gap-0.5">
        <p className="font-medium">{dailyUnits === null ? "No units" : `${count(dailyUnits)} units a day`}</p>
        <p className="text-[13px] text-muted">
          {monthlyUnits === null ? "Work is paid with credits" : `${count(monthlyUnits)} a month`}
        </p>
      </div>
      <ul className="grid gap-2 text-[13px]">
        {[...features, `${storageWords(storageBytes)} of storage`].map((feature) => (
          <li key={feature} className="flex gap-2">
            <Check size={15} className="mt-0.5 shrink-0 text-accent-ink" aria-hidden="true" />
            {feature}
          </li>
        ))}
      </ul>
    </div>
  );
}
