import type { AppError } from "@lumiku/app-sdk";
import type { Pack } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import { buttonClass } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { CircleCheck, CircleSlash, CircleX, Clock } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Link, useSearchParams } from "react-router";
import { credits, money } from "../../core/words";
import { NotFound } from "../not-found";
import { Page } from "../page";
import { useOffer } from "./offer";
import { PendingActions } from "./payments-page";
import { useOutcome } from "./use-outcome";

/** Back from paying: how it went, as soon as the server knows, and never before. */
export default function PaymentReturn() {
  const [search] = useSearchParams();
  const { payment, error } = useOutcome(search.get("payment") ?? "");
  const hasLeft = search.has("cancelled");
  if (error?.code === "NOT_FOUND") return <NotFound />;
  return (
    <Page title="Your payment">
      <div className="max-w-xl" role="status">
        {payment ? <Outcome payment={payment} error={error} hasLeft={hasLeft} /> : <Asking error={error} />}
      </div>
    </Page>
  );
}

function Asking({ error }: { error: AppError | undefined }) {
  return (
    <div className="grid gap-3">
      <span className="sr-only">Asking how your payment went</span>
      <Skeleton className="h-56" />
      {error && <p className="text-[13px] text-muted">{error.message} We keep asking.</p>}
    </div>
  );
}

interface OutcomeProps {
  payment: Payment;
  error: AppError | undefined;
  /** The gateway's page was left by the way that does not pay. */
  hasLeft: boolean;
}

function Outcome({ payment, error, hasLeft }: OutcomeProps) {
  const offer = useOffer();
  if (payment.status === "paid") {
    const isPack = payment.purpose === "pack";
    return (
      <Result
        icon={<CircleCheck size={28} className="text-success" aria-hidden="true" />}
        title="Paid, thank you"
        payment={payment}
        actions={
          <>
            <Link to="/" className={buttonClass("primary")}>
              Make something
            </Link>
            <a href={`/api/billing/payments/${payment.id}/receipt`} download className={buttonClass("secondary")}>
              Receipt
            </a>
            <Link to="/billing" className={buttonClass("quiet")}>
              Billing
            </Link>
          </>
        }
      >
        {isPack
          ? `${credits(payment.credits)} are in your account and never expire.`
          : "Your plan is active: units are spent before credits from now on."}
      </Result>
    );
  }
  if (payment.status === "pending") {
    return (
      <Result
        icon={<Clock size={28} className="text-warning" aria-hidden="true" />}
        title={hasLeft ? "You have not paid" : "Not paid yet"}
        payment={payment}
        actions={<PendingActions payment={payment} size="medium" />}
      >
        {hasLeft
          ? "Nothing was charged. Go on where you left, or give it up."
          : "If you have just paid, stay here: this page changes by itself as soon as the payment is confirmed."}
        {error && <span className="block pt-2 text-[13px]">{error.message} We keep asking.</span>}
      </Result>
    );
  }
  const isFailed = payment.status === "failed";
  return (
    <Result
      icon={
        isFailed ? (
          <CircleX size={28} className="text-danger" aria-hidden="true" />
        ) : (
          <CircleSlash size={28} className="text-muted" aria-hidden="true" />
        )
      }
      title={isFailed ? "The payment did not work" : "You left without paying"}
      payment={payment}
      actions={
        <>
          <Link
            to={againPath(payment, offer.status === "ready" ? offer.data.packs : [])}
            className={buttonClass("primary")}
          >
            Try again
          </Link>
          <Link to="/billing" className={buttonClass("quiet")}>
            Billing
          </Link>
        </>
      }
    >
      {isFailed ? `${payment.failureMessage ?? "The payment was refused."} ` : ""}
      {!/charged/.test(payment.failureMessage ?? "") && "Nothing was charged."}
    </Result>
  );
}

/** Where the same can be bought once more. */
function againPath({ purpose, credits: bought }: Payment, packs: readonly Pack[]): string {
  if (purpose === "subscription") return "/billing/plans";
  if (purpose !== "pack") return "/billing";
  const pack = packs.find((candidate) => candidate.credits === bought);
  return pack ? `/checkout/pack/${pack.key}` : "/billing/credits";
}

interface ResultProps {
  icon: ReactNode;
  title: string;
  payment: Payment;
  actions: ReactNode;
  children: ReactNode;
}

function Result({ icon, title, payment, actions, children }: ResultProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result is another thing to read.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <section className="rounded-card border border-line bg-surface">
      <div className="grid gap-4 p-5 sm:p-6">
        {icon}
        <div className="grid gap-1">
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-xl tracking-tight outline-none">
            {title}
          </h2>
          <p className="text-muted">{children}</p>
        </div>
        <dl
          className={classNames(
            "tabular grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 border-line border-t pt-4",
            payment.status !== "paid" && "text-muted",
          )}
        >
          <dt>{payment.description}</dt>
          <dd className="font-medium">{money(payment.amountCents, payment.currency)}</dd>
        </dl>
      </div>
      <div className="flex flex-wrap gap-2 border-line border-t px-5 py-4 sm:px-6">{actions}</div>
    </section>
  );
}
