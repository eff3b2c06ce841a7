import { useEffect } from "react";
import { useLocation } from "react-router";
import { count } from "../../core/words";
import { Ledger } from "./ledger";
import { Packs } from "./packs";
import type { BillingState } from "./use-billing";

/** Credits: how many there are, more of them, and where they went. */
export function CreditsPage({ me: { credits }, offer }: BillingState) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  return (
    <div className="grid gap-8">
      <div className="grid gap-3 rounded-card border border-line bg-surface p-5">
        <dl className="tabular flex flex-wrap gap-x-12 gap-y-3">
          <div className="grid gap-1">
            <dt className="text-muted">To spend</dt>
            <dd className="font-semibold text-3xl tracking-tight">{count(credits.available)}</dd>
          </div>
          <div className="grid gap-1">
            <dt className="text-muted">Held for running work</dt>
            <dd className="font-semibold text-3xl text-muted tracking-tight">{count(credits.held)}</dd>
          </div>
        </dl>
        <p className="text-[13px] text-muted">
          Credits are held when work begins and spent when its pictures arrive. What is not needed comes back.
        </p>
      </div>
      <section aria-label="Buy credits" className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-base">Buy credits</h2>
          <p className="text-muted">Paid once, never expire. With your first pack the models of Basic open for good.</p>
        </div>
        <Packs packs={offer.packs} linkTo={(path) => path} />
      </section>
      <section id="history" aria-label="History" className="grid scroll-mt-20 gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-base">History</h2>
          <p className="text-muted">Every movement of your credits, newest first.</p>
        </div>
        <Ledger credits={credits} />
      </section>
    </div>
  );
}
