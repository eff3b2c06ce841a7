import type { Interval } from "@lumiku/contracts/billing";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useState } from "react";
import { Link } from "react-router";
import { isTestMoney, loadOffer, type Offer, useOffer } from "./offer";
import { Packs } from "./packs";
import { IntervalSwitch, PlanGrid } from "./plan-grid";
import { Questions } from "./questions";
import { TestMoneyNotice } from "./test-money";

export interface PricingContentProps {
  /** Where a click leads that buys something. */
  linkTo: (checkoutPath: string) => string;
  isVisitor?: boolean;
}

/** What everything costs, and what people ask about it. */
export function PricingContent(props: PricingContentProps) {
  const offer = useOffer();
  if (offer.status === "ready") return <LoadedPricing {...props} offer={offer.data} />;
  if (offer.status === "failed") {
    return (
      <div role="alert">
        <Notice
          tone="danger"
          title={offer.error.message}
          action={<Button onClick={() => void loadOffer()}>Try again</Button>}
        />
      </div>
    );
  }
  return (
    <div className="grid gap-6">
      <span className="sr-only" role="status">
        Loading
      </span>
      <Skeleton className="h-11 max-w-80" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="h-112" />
        ))}
      </div>
    </div>
  );
}

function LoadedPricing({ offer, linkTo, isVisitor = false }: PricingContentProps & { offer: Offer }) {
  const [interval, setInterval] = useState<Interval>("month");
  return (
    <div className="grid gap-12">
      <div className="grid gap-6">
        <p className="max-w-2xl text-base text-muted">
          Pay for what you make with credits, or take a plan with units for every day. Begin with 100 credits, without a
          card.
        </p>
        {isTestMoney(offer) && <TestMoneyNotice />}
        <section aria-label="Plans" className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="font-semibold text-base">Plans</h2>
            <IntervalSwitch plans={offer.plans} interval={interval} onChange={setInterval} />
          </div>
          <PlanGrid
            plans={offer.plans}
            interval={interval}
            renderAction={({ key, name }) =>
              key === "free" ? (
                <Link to={isVisitor ? "/sign-up" : "/"} className={buttonClass("secondary")}>
                  {isVisitor ? "Begin free" : "Make something"}
                </Link>
              ) : (
                <Link
                  to={linkTo(`/checkout/plan/${key}/${interval}`)}
                  className={buttonClass(key === "pro" ? "primary" : "secondary")}
                >
                  Choose {name}
                </Link>
              )
            }
          />
        </section>
      </div>
      <section aria-label="Credits" className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-base">Credits</h2>
          <p className="text-muted">Paid once, never expire, with a plan or without one.</p>
        </div>
        <Packs packs={offer.packs} linkTo={linkTo} />
      </section>
      <Questions offer={offer} />
    </div>
  );
}
