import { buttonClass } from "@lumiku/ui/button";
import { Link } from "react-router";
import { signUpPath } from "../core/return-path";
import { PricingContent } from "./billing/pricing-content";
import { Page } from "./page";

/** Plans and packs, for a visitor: what they choose waits behind the sign-up. */
export default function PublicPricing() {
  return (
    <>
      <header className="sticky top-0 z-30 border-line border-b bg-surface/90 backdrop-blur">
        <div className="mx-auto flex h-14 max-w-6xl items-center justify-between gap-2 px-4 sm:px-8">
          <Link to="/" className="flex h-11 items-center gap-2.5 font-semibold text-base tracking-tight">
            <img src="/logo.svg" alt="" width={28} height={28} />
            Lumiku
          </Link>
          <nav aria-label="Account" className="flex gap-1">
            <Link to="/sign-in" className={buttonClass("quiet")}>
              Sign in
            </Link>
            <Link to="/sign-up" className={`${buttonClass("primary")} max-sm:hidden`}>
              Create account
            </Link>
          </nav>
        </div>
      </header>
      <main>
        <Page title="Pricing">
          <PricingContent linkTo={signUpPath} isVisitor />
        </Page>
      </main>
    </>
  );
}
