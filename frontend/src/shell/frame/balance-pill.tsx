import type { Me } from "@lumiku/contracts/accounts";
import { Coins, Gauge } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { unitsLeft } from "../../core/quota";
import { count } from "../../core/words";

const BalanceTooltip = lazy(() => import("../billing/balance-tooltip"));

/** What is left to spend, from every page: units of the plan first, credits without one. Leads to billing. */
export function BalancePill({ me }: { me: Me }) {
  const link = (
    <Link
      to="/billing"
      className="tabular flex h-11 items-center rounded-full font-medium text-[13px] [&>span]:hover:bg-line"
    >
      <span className="flex h-9 items-center gap-1.5 rounded-full bg-sunken px-3 transition-colors duration-150">
        {me.quota ? <UnitsLeft quota={me.quota} /> : <CreditsLeft available={me.credits.available} />}
      </span>
    </Link>
  );
  return (
    <Suspense fallback={link}>
      <BalanceTooltip me={me} trigger={link} />
    </Suspense>
  );
}

function UnitsLeft({ quota }: { quota: NonNullable<Me["quota"]> }) {
  const { count: left, window } = unitsLeft(quota);
  return (
    <>
      <Gauge size={15} className="text-accent-ink" aria-hidden="true" />
      <span>
        <span data-testid="balance">{count(left)}</span>
        <span className="sr-only sm:not-sr-only">
          {` ${left === 1 ? "unit" : "units"} ${window === "daily" ? "today" : "this month"}`}
        </span>
      </span>
    </>
  );
}

function CreditsLeft({ available }: { available: number }) {
  return (
    <>
      <Coins size={15} className="text-accent-ink" aria-hidden="true" />
      <span>
        <span data-testid="balance">{count(available)}</span>
        <span className="sr-only sm:not-sr-only">{available === 1 ? " credit" : " credits"}</span>
      </span>
    </>
  );
}
