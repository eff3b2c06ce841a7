import { expect } from "bun:test";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type { GatewayFact } from "../gateways/gateway";
import { createCollectingGateway } from "./collecting-gateway.fixture";
import { createStage, type Stage } from "./stage.fixture";

const pro: PlanChoice = { plan: "pro", interval: "month" };

/** A stage whose plans a gateway collects for. */
export async function createCollectingStage() {
  const theirs = createCollectingGateway((): Date => stage.clock.at);
  const stage: Stage = await createStage([theirs.gateway]);
  const tell = (fact: GatewayFact) => stage.apply("stripe", fact);

  /** Hands on what the gateway has to tell, as often as it takes for what waits. */
  const tellAll = async (order: (news: GatewayFact[]) => GatewayFact[] = (news) => news) => {
    let waiting = order(theirs.news.splice(0));
    for (let tries = 0; waiting.length > 0 && tries < 5; tries++) {
      const left: GatewayFact[] = [];
      for (const fact of waiting) if ((await tell(fact)) === "waiting") left.push(fact);
      waiting = left;
    }
    expect(waiting).toEqual([]);
  };

  const begin = (ada: string, plan: PlanChoice = pro) =>
    stage.payments.begin({
      ...{ userId: ada, gateway: "stripe", purpose: "subscription", plan, currency: "usd", description: "A plan" },
      amountCents: stage.catalogue.priceCents(plan.plan, plan.interval),
    });

  return {
    ...{ stage, theirs, tell, tellAll, begin },

    /** As it was in the beginning, for the next test. */
    reset() {
      theirs.setAway(false);
      theirs.news.length = 0;
      stage.at("2027-01-31T12:00:00Z");
    },

    async subscribe() {
      const ada = await stage.join();
      const id = theirs.pay((await begin(ada)).id);
      await tellAll();
      return { ada, id };
    },

    async failRenewal(id: string) {
      theirs.get(id).card = "declined";
      stage.at("2027-02-28T12:00:00Z");
      theirs.turn(id);
      await tellAll();
    },

    /** Gives the first payment back as a whole. */
    async refund(ada: string) {
      const [payment] = await stage.paymentsOf(ada);
      await tell({
        ...{ kind: "refund.succeeded", gatewayPaymentId: payment?.gatewayPaymentId ?? "", reason: null },
        ...{ gatewayRefundId: crypto.randomUUID(), amountCents: 30_00, currency: "usd" },
      });
    },
  };
}
