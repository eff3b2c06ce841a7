import type { AppError } from "@lumiku/app-sdk";
import type { Quota } from "@lumiku/contracts/accounts";
import type { Subscription } from "@lumiku/contracts/billing";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { billingApi } from "../../core/billing-api";
import { day, units } from "../../core/words";
import { FormError } from "../form-error";

export interface CancelDialogProps {
  subscription: Subscription;
  name: string;
  quota: Quota | null;
  onClose: () => void;
  onCancelled: (subscription: Subscription) => void;
}

/** What ending a plan means, before it is done. */
export function CancelDialog({ subscription, name, quota, onClose, onCancelled }: CancelDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const endsAtOnce = subscription.status !== "active";
  const end = day(subscription.periodEnd);

  const cancel = async () => {
    setBusy(true);
    setError(undefined);
    try {
      onCancelled(await billingApi.cancel());
      toast.success(endsAtOnce ? `${name} has ended` : `${name} ends on ${end}`);
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };

  return (
    <Dialog title={`Cancel ${name}?`} size="small" onClose={onClose}>
      <div className="grid gap-5 p-5">
        <ul className="grid gap-3">
          {endsAtOnce ? (
            <Point title="It ends at once">The renewal that could not be paid is not asked for any more.</Point>
          ) : (
            <Point title={`Until ${end} nothing changes`}>
              {quota ? `Your ${units(quota.daily.limit)} a day and all models of ${name}` : `Everything in ${name}`}{" "}
              stay yours for the time you have paid. You can change your mind until then.
            </Point>
          )}
          <Point title="Credits and pictures stay for good">
            Afterwards work is paid with credits, and models that need {name} close.
          </Point>
          <Point title="You are not charged again" />
        </ul>
        <FormError error={error} />
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <Button onClick={onClose}>Keep {name}</Button>
          <Button look="danger" disabled={isBusy} onClick={() => void cancel()}>
            {isBusy ? "Cancelling …" : "Cancel plan"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Point({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <li className="flex gap-3">
      <Check size={17} className="mt-0.5 shrink-0 text-success" aria-hidden="true" />
      <div className="grid gap-0.5">
        <p className="font-medium">{title}</p>
        {children && <p className="text-muted">{children}</p>}
      </div>
    </li>
  );
}
