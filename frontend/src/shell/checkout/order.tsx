import type { AppError } from "@lumiku/app-sdk";
import type { Gateway } from "@lumiku/contracts/payments";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Notice } from "@lumiku/ui/notice";
import { Segmented } from "@lumiku/ui/segmented";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Check, Compass } from "lucide-react";
import { useState } from "react";
import { Link, Navigate, useParams } from "react-router";
import { billingApi } from "../../core/billing-api";
import { newIdempotencyKey } from "../../core/http";
import { usePayments } from "../../core/payments";
import { money } from "../../core/words";
import { isTestMoney } from "../billing/offer";
import { TestMoneyNotice } from "../billing/test-money";
import { type BillingState, useBilling } from "../billing/use-billing";
import { FormError } from "../form-error";
import { Page } from "../page";
import { findOrder, type Order as OrderWords } from "./order-words";
import { useGoTo } from "./use-go-to";

/** What is about to be bought, what it costs and how it is paid. */
export default function Order() {
  const [state, retry] = useBilling();
  return (
    <Page title="Your order">
      {state.status === "loading" && <Skeleton className="h-72 max-w-4xl" />}
      {state.status === "failed" && (
        <div role="alert">
          <Notice tone="danger" title={state.error.message} action={<Button onClick={retry}>Try again</Button>} />
        </div>
      )}
      {state.status === "ready" && <LoadedOrder {...state.data} />}
    </Page>
  );
}

function LoadedOrder({ offer, subscription }: BillingState) {
  const { pack, plan, interval } = useParams();
  const order = findOrder(offer, { pack, plan, interval });
  if (!order) {
    return (
      <EmptyState
        icon={<Compass size={22} />}
        title="This is not for sale any more"
        action={
          <Link to="/billing/plans" className={buttonClass("primary")}>
            See plans
          </Link>
        }
      >
        Prices and packs may have changed since this address was made. Nothing was charged.
      </EmptyState>
    );
  }
  // Whoever has a plan changes it: what is unused of the old one counts.
  if (order.choice && subscription) {
    return <Navigate to="/billing/plans" state={{ choice: order.choice }} replace />;
  }
  const gateways = offer.gateways.filter(({ sellsPlans }) => sellsPlans || !order.choice);
  return (
    <div className="grid max-w-4xl gap-6">
      {isTestMoney(offer) && <TestMoneyNotice />}
      <OrderForm key={order.name} order={order} gateways={gateways} />
    </div>
  );
}

function OrderForm({ order, gateways }: { order: OrderWords; gateways: readonly Gateway[] }) {
  const goTo = useGoTo();
  const [gateway, setGateway] = useState(gateways[0]?.id);
  const [keys] = useState(() => new Map<string, string>());
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const price = money(order.amountCents, order.currency);

  const pay = async () => {
    if (!gateway) return;
    setBusy(true);
    setError(undefined);
    // Pressed twice, it is one payment; at another gateway it is another.
    const idempotencyKey = keys.get(gateway) ?? newIdempotencyKey();
    keys.set(gateway, idempotencyKey);
    try {
      const payment = await billingApi.checkout({ body: { ...order.request, gateway }, idempotencyKey });
      usePayments.getState().upsert(payment);
      goTo(payment.checkoutUrl ?? `/billing/return?payment=${payment.id}`);
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <section aria-label={order.name} className="grid gap-5 rounded-card border border-line bg-surface p-5 sm:p-6">
        <h2 className="font-semibold text-xl tracking-tight">{order.name}</h2>
        <ul className="grid gap-2.5">
          {order.points.map((point) => (
            <li key={point} className="flex gap-2.5">
              <Check size={16} className="mt-0.5 shrink-0 text-accent-ink" aria-hidden="true" />
              {point}
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Payment" className="grid gap-4 rounded-card border border-line bg-surface p-5 sm:p-6">
        <dl className="tabular flex items-baseline justify-between gap-4">
          <dt className="text-muted">To pay now</dt>
          <dd className="font-semibold text-2xl tracking-tight">{price}</dd>
        </dl>
        <p className="text-[13px] text-muted">{order.terms}</p>
        {gateway && gateways.length > 1 && (
          <Segmented
            label="Pay with"
            options={gateways.map(({ id, name }) => ({ value: id, label: name }))}
            value={gateway}
            onChange={setGateway}
          />
        )}
        <div className="grid gap-2">
          <FormError error={error} />
          {gateway ? (
            <Button look="primary" disabled={isBusy} onClick={() => void pay()}>
              {isBusy ? "Opening the payment …" : `Pay ${price}`}
            </Button>
          ) : (
            <p className="text-muted">There is no way to pay for this here yet.</p>
          )}
          <Link to="/billing" className={buttonClass("quiet")}>
            Not now
          </Link>
        </div>
      </section>
    </div>
  );
}
