import type { AppError } from "@lumiku/app-sdk";
import type { Subscription } from "@lumiku/contracts/billing";
import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { useState } from "react";
import { billingApi } from "../../core/billing-api";
import { newIdempotencyKey } from "../../core/http";
import { day, money } from "../../core/words";
import { useGoTo } from "../checkout/use-go-to";
import type { Offer } from "./offer";

/** A renewal that was not paid, until when it matters, and the way to pay it; nothing while all is well. */
export function PlanNotice({ subscription, offer }: { subscription: Subscription; offer: Offer }) {
  const goTo = useGoTo();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const { status, graceEndsAt, suspensionEndsAt, priceCents, currency } = subscription;
  if (status !== "past_due" && status !== "suspended") return null;

  const name = offer.plans.find(({ key }) => key === subscription.plan)?.name ?? subscription.plan;
  const pay = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { checkoutUrl } = await billingApi.recover({ idempotencyKey: newIdempotencyKey() });
      if (checkoutUrl) goTo(checkoutUrl);
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };
  const action = (
    <Button look="primary" disabled={isBusy} onClick={() => void pay()}>
      {isBusy ? "Opening the payment …" : `Pay ${money(priceCents, currency)} now`}
    </Button>
  );
  const isPastDue = status === "past_due";
  return (
    <div role="alert" className="grid gap-2">
      <Notice
        tone={isPastDue ? "warning" : "danger"}
        title={isPastDue ? `The renewal of ${name} could not be paid` : `${name} is paused`}
        action={action}
      >
        {isPastDue
          ? `Everything still works${graceEndsAt ? ` until ${day(graceEndsAt)}` : ""}. Pay the renewal before then and nothing changes.`
          : `Its renewal was not paid. Pay${suspensionEndsAt ? ` until ${day(suspensionEndsAt)}` : ""} and it is back at once. Your pictures and credits are safe.`}
      </Notice>
      {error && <p className="text-[13px] text-danger">{error.message}</p>}
    </div>
  );
}
