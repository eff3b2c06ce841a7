import { PricingContent } from "./billing/pricing-content";
import { Page } from "./page";

/** Plans and packs, for somebody who is signed in. */
export default function Pricing() {
  return (
    <Page title="Pricing">
      <PricingContent linkTo={(path) => path} />
    </Page>
  );
}
