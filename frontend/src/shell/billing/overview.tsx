import type { Me } from "@lumiku/contracts/accounts";
import { buttonClass } from "@lumiku/ui/button";
import { Link } from "react-router";
import { count } from "../../core/words";
import { Card } from "./card";
import { PlanCard } from "./plan-card";
import { PlanNotice } from "./plan-notice";
import { QuotaCard } from "./quota-card";
import type { BillingState } from "./use-billing";

/** How things stand: the plan, what is left of it, and the credits. */
export function Overview(state: BillingState) {
  const { me, subscription } = state;
  return (
    <div className="grid gap-4">
      {subscription && <PlanNotice subscription={subscription} offer={state.offer} />}
      <div className="grid gap-4 md:grid-cols-2">
        <PlanCard {...state} />
        <CreditsCard credits={me.credits} isFirstMeans={!subscription} />
      </div>
      {me.quota && <QuotaCard quota={me.quota} me={me} />}
    </div>
  );
}

interface CreditsCardProps {
  credits: Me["credits"];
  /** Without a plan, credits are what everything is paid with. */
  isFirstMeans: boolean;
}

function CreditsCard({ credits: { available, held }, isFirstMeans }: CreditsCardProps) {
  return (
    <Card
      title="Credits"
      actions={
        <>
          <Link to="/billing/credits" className={buttonClass(isFirstMeans ? "primary" : "secondary")}>
            Buy credits
          </Link>
          <Link to="/billing/credits#history" className={buttonClass("quiet")}>
            History
          </Link>
        </>
      }
    >
      <p className="tabular font-semibold text-3xl tracking-tight">{count(available)}</p>
      <p className="text-muted">
        {held > 0
          ? `${count(held)} more are held for running work. They are spent when its pictures arrive; what is not needed comes back.`
          : "Yours until you spend them: credits never expire, whatever plan you have."}
      </p>
    </Card>
  );
}
