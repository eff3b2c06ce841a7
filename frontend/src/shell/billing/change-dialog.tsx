import type { AppError } from "@lumiku/app-sdk";
import type { Plan, PlanChangePreview, PlanChoice, Subscription } from "@lumiku/contracts/billing";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useState } from "react";
import { toast } from "sonner";
import { billingApi } from "../../core/billing-api";
import { newIdempotencyKey } from "../../core/http";
import { useAsync } from "../../core/use-async";
import { day, money } from "../../core/words";
import { FormError } from "../form-error";
import { previewWords, pricePer, renewalAfterChange } from "./plan-words";

export interface ChangeDialogProps {
  subscription: Subscription;
  plans: readonly Plan[];
  choice: PlanChoice;
  onClose: () => void;
  onChanged: (subscription: Subscription) => void;
}

/** What another plan costs now and later, before it is taken. */
export function ChangeDialog({ subscription, plans, choice, onClose, onChanged }: ChangeDialogProps) {
  const [preview, retry] = useAsync(`${choice.plan} ${choice.interval}`, () =>
    billingApi.previewChange({ body: choice }),
  );
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const nameOf = (key: string) => plans.find((plan) => plan.key === key)?.name ?? key;
  const name = nameOf(choice.plan);
  const isHere = preview.status === "ready" && preview.data.takesEffect === "now";

  const change = async () => {
    setBusy(true);
    setError(undefined);
    try {
      onChanged(await billingApi.change({ body: choice, idempotencyKey }));
      toast.success(isHere ? `${name} is yours now` : `${name} begins on ${day(subscription.periodEnd)}`);
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };

  return (
    <Dialog title={`Change to ${name}`} size="small" onClose={onClose}>
      <div className="grid gap-5 p-5">
        <dl className="tabular grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
          <dt className="text-muted">Now</dt>
          <dd className="text-right">
            {nameOf(subscription.plan)},{" "}
            {pricePer(subscription.priceCents, subscription.currency, subscription.interval)}
          </dd>
          <dt className="text-muted">{isHere ? "At once" : "Then"}</dt>
          <dd className="text-right font-medium">
            {preview.status === "ready"
              ? `${name}, ${pricePer(preview.data.priceCents, preview.data.currency, choice.interval)}`
              : name}
          </dd>
        </dl>
        <div aria-live="polite" className="min-h-16">
          {preview.status === "loading" && <Skeleton className="h-16" />}
          {preview.status === "ready" && (
            <Consequence preview={preview.data} choice={choice} subscription={subscription} />
          )}
          {preview.status === "failed" && <FormError error={preview.error} />}
        </div>
        <FormError error={error} />
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <Button onClick={onClose}>Not now</Button>
          {preview.status === "failed" ? (
            <Button look="primary" onClick={retry}>
              Try again
            </Button>
          ) : (
            <Button look="primary" disabled={isBusy || preview.status === "loading"} onClick={() => void change()}>
              {isBusy ? "One moment …" : confirmLabel(preview.status === "ready" ? preview.data : undefined, name)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface ConsequenceProps {
  preview: PlanChangePreview;
  choice: PlanChoice;
  subscription: Subscription;
}

function Consequence({ preview, choice, subscription }: ConsequenceProps) {
  const renewsAt = renewalAfterChange(preview, choice.interval, subscription);
  return (
    <div className="grid gap-1 rounded-control bg-sunken px-4 py-3">
      <p className="tabular font-medium">{previewWords(preview, choice.interval, renewsAt)}</p>
      <p className="text-[13px] text-muted">
        {preview.takesEffect === "now"
          ? "What you have not used of the present plan is taken off."
          : "Until then everything stays as it is, and you can change your mind."}
      </p>
    </div>
  );
}

function confirmLabel(preview: PlanChangePreview | undefined, name: string): string {
  if (!preview) return "One moment …";
  if (preview.takesEffect === "period-end") return `Change on ${day(preview.at)}`;
  return preview.dueCents > 0 ? `Pay ${money(preview.dueCents, preview.currency)}` : `Change to ${name}`;
}
