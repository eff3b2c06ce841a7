import type { Me } from "@lumiku/contracts/accounts";
import { buttonClass } from "@lumiku/ui/button";
import { Link } from "react-router";
import { count } from "../../core/words";
import { WindowMeter } from "./quota-card";

/** What is left to spend, at the top of the dashboard. */
export default function BalanceCards({ me }: { me: Me }) {
  const { credits, quota } = me;
  return (
    <section aria-label="Balance" className={quota ? "grid gap-3 lg:grid-cols-3" : "grid"}>
      <div className="tabular flex items-center justify-between gap-4 rounded-card border border-line bg-surface px-5 py-4">
        <div className="grid gap-0.5">
          <p className="text-[13px] text-muted">Credits</p>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold text-2xl tracking-tight">{count(credits.available)}</span>
            {credits.held > 0 && <span className="text-[13px] text-muted">{count(credits.held)} held</span>}
          </p>
        </div>
        <Link to="/billing/credits" className={buttonClass("secondary")}>
          Buy credits
        </Link>
      </div>
      {quota && (
        <div className="grid gap-x-8 gap-y-5 rounded-card border border-line bg-surface px-5 py-4 sm:grid-cols-2 lg:col-span-2">
          <WindowMeter label="Today" window={quota.daily} />
          <WindowMeter label="This month" window={quota.monthly} />
        </div>
      )}
    </section>
  );
}
