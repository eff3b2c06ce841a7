import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { Skeleton } from "@lumiku/ui/skeleton";
import type { ComponentType } from "react";
import { SubPages } from "../sub-pages";
import { CreditsPage } from "./credits-page";
import { isTestMoney } from "./offer";
import { Overview } from "./overview";
import { PaymentsPage } from "./payments-page";
import { PlansPage } from "./plans-page";
import { TestMoneyNotice } from "./test-money";
import { type BillingState, useBilling } from "./use-billing";

const pages: { path: string; label: string; Content: ComponentType<BillingState> }[] = [
  { path: "", label: "Overview", Content: Overview },
  { path: "plans", label: "Plans", Content: PlansPage },
  { path: "credits", label: "Credits", Content: CreditsPage },
  { path: "payments", label: "Payments", Content: PaymentsPage },
];

/** What a person has, what it costs, and everything that was ever paid. */
export default function Billing() {
  const [state, retry] = useBilling();

  const show = (Content: ComponentType<BillingState>) => {
    if (state.status === "loading") return <BillingSkeleton />;
    if (state.status === "failed") {
      return (
        <div role="alert">
          <Notice tone="danger" title={state.error.message} action={<Button onClick={retry}>Try again</Button>} />
        </div>
      );
    }
    return (
      <div className="grid gap-6">
        {isTestMoney(state.data.offer) && <TestMoneyNotice />}
        <Content {...state.data} />
      </div>
    );
  };
  return (
    <SubPages
      title="Billing"
      list="above"
      pages={pages.map(({ path, label, Content }) => ({ path, label, element: show(Content) }))}
    />
  );
}

function BillingSkeleton() {
  return (
    <div className="grid gap-6">
      <span className="sr-only" role="status">
        Loading
      </span>
      <Skeleton className="h-16" />
      <div className="grid gap-4 md:grid-cols-2">
        <Skeleton className="h-44" />
        <Skeleton className="h-44" />
      </div>
    </div>
  );
}
