import { type AppError, platformError } from "@lumiku/app-sdk";
import type { SandboxCheckout as Checkout } from "@lumiku/contracts/billing";
import { Button, buttonClass } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { CreditCard, FlaskConical } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { billingApi } from "../../core/billing-api";
import { useAsync } from "../../core/use-async";
import { money } from "../../core/words";
import { FormError } from "../form-error";
import { useGoTo } from "./use-go-to";

type Outcome = "works" | "declined" | "fails-later";

const cards: { outcome: Outcome; number: string; words: string; isForPlans?: true }[] = [
  { outcome: "works", number: "4242", words: "Is accepted" },
  { outcome: "declined", number: "0002", words: "Is declined" },
  { outcome: "fails-later", number: "0341", words: "Is accepted now, declined at the renewal", isForPlans: true },
];

const declined = platformError("PAYMENT_DECLINED", { message: "The card was declined. Nothing was charged." });

/** The other side of a payment in test money: where a real gateway would ask for a card. */
export default function SandboxCheckout() {
  const { checkoutId = "" } = useParams();
  const [checkout] = useAsync(checkoutId, () => billingApi.sandboxCheckout({ params: { checkoutId } }));
  useEffect(() => {
    document.title = "Test payment · Lumiku";
  }, []);
  return (
    <main className="min-h-dvh">
      <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-3 text-center font-medium text-warning">
        <FlaskConical size={17} className="shrink-0" aria-hidden="true" />
        Test money: no card is charged, and nothing is asked of a bank.
      </p>
      <div className="mx-auto grid max-w-4xl gap-8 px-4 py-8 sm:px-8 sm:py-14 md:grid-cols-2 md:gap-14">
        {checkout.status === "loading" && (
          <>
            <Skeleton className="h-40" />
            <Skeleton className="h-80" />
          </>
        )}
        {checkout.status === "failed" && <Closed title={checkout.error.message} to="/billing" />}
        {checkout.status === "ready" && <LoadedCheckout initial={checkout.data} />}
      </div>
    </main>
  );
}

function LoadedCheckout({ initial }: { initial: Checkout }) {
  const back = `/billing/return?payment=${initial.paymentId}`;
  if (initial.status === "paid") return <Closed title="This was paid already" to={back} />;
  if (initial.status === "expired") return <Closed title="This payment was given up" to={back} />;
  return (
    <>
      <Summary checkout={initial} />
      <CardForm checkout={initial} />
    </>
  );
}

function Summary({ checkout: { description, amountCents, currency, isRecurring } }: { checkout: Checkout }) {
  return (
    <div className="grid content-start gap-6">
      <div className="flex items-center gap-2.5 font-semibold">
        <img src="/logo.svg" alt="" width={28} height={28} />
        Lumiku
      </div>
      <div className="tabular grid gap-1">
        <h1 className="text-muted">{description}</h1>
        <p className="font-semibold text-4xl tracking-tight">{money(amountCents, currency)}</p>
        <p className="text-muted">{isRecurring ? "Renews by itself until it is cancelled" : "Paid once"}</p>
      </div>
    </div>
  );
}

function CardForm({ checkout }: { checkout: Checkout }) {
  const goTo = useGoTo();
  const [outcome, setOutcome] = useState<Outcome>("works");
  const [busy, setBusy] = useState<"paying" | "leaving">();
  const [isOver, setOver] = useState(checkout.status === "declined");
  const [error, setError] = useState<AppError | undefined>(isOver ? declined : undefined);
  const offered = cards.filter(({ isForPlans }) => checkout.isRecurring || !isForPlans);

  const decide = async (decision: Outcome | "abandon") => {
    setBusy(decision === "abandon" ? "leaving" : "paying");
    setError(undefined);
    try {
      const decided = await billingApi.decideSandboxCheckout({
        params: { checkoutId: checkout.id },
        body: { outcome: decision },
      });
      if (decided.status === "paid") return goTo(decided.successUrl);
      if (decision === "abandon" || decided.status === "expired") return goTo(decided.cancelUrl);
      setOver(decided.status === "declined");
      setError(declined);
    } catch (failure) {
      setError(failure as AppError);
    }
    setBusy(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void decide(outcome);
  };

  return (
    <form onSubmit={submit} className="grid content-start gap-5 rounded-card border border-line bg-surface p-5 sm:p-6">
      <fieldset className="grid gap-2" disabled={isOver}>
        <legend className="pb-3 font-semibold text-base">Pay with a test card</legend>
        {offered.map((card) => (
          <label
            key={card.outcome}
            className={classNames(
              "flex min-h-14 cursor-pointer items-center gap-3 rounded-control border px-3 py-2.5 transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
              card.outcome === outcome ? "border-accent bg-accent-soft" : "border-line-strong hover:border-faint",
            )}
          >
            <input
              type="radio"
              name="card"
              className="size-4 accent-(--accent)"
              checked={card.outcome === outcome}
              onChange={() => setOutcome(card.outcome)}
            />
            <span className="grid flex-1">
              <span className="font-medium">{card.words}</span>
              <span className="tabular text-[13px] text-muted">•••• {card.number}</span>
            </span>
            <CreditCard size={18} className="shrink-0 text-faint" aria-hidden="true" />
          </label>
        ))}
      </fieldset>
      <FormError error={error} />
      <div className="grid gap-2">
        {isOver ? (
          <Link to={`/billing/return?payment=${checkout.paymentId}`} className={buttonClass("primary")}>
            Back to Lumiku
          </Link>
        ) : (
          <>
            <Button type="submit" look="primary" disabled={busy !== undefined}>
              {busy === "paying" ? "Paying …" : `Pay ${money(checkout.amountCents, checkout.currency)}`}
            </Button>
            <Button look="quiet" disabled={busy !== undefined} onClick={() => void decide("abandon")}>
              {busy === "leaving" ? "Leaving …" : "Leave without paying"}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

function Closed({ title, to }: { title: string; to: string }): ReactNode {
  return (
    <div className="grid justify-items-start gap-4 md:col-span-2">
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <p className="text-muted">There is nothing left to pay on this page.</p>
      <Link to={to} className={buttonClass("primary")}>
        Back to Lumiku
      </Link>
    </div>
  );
}
