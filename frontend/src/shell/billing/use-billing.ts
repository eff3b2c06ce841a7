import type { Me } from "@lumiku/contracts/accounts";
import type { Subscription } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import { useMemo } from "react";
import { billingApi } from "../../core/billing-api";
import { usePayments } from "../../core/payments";
import { useSession } from "../../core/session";
import type { Loaded } from "../../core/use-async";
import { useRefreshed } from "../../core/use-refreshed";
import { loadOffer, type Offer, useOffer } from "./offer";

/** What every page of billing shows. */
export interface BillingState {
  me: Me;
  offer: Offer;
  subscription: Subscription | null;
  /** Puts in what the server answered to a change. */
  setSubscription: (subscription: Subscription | null) => void;
}

/** The account, its plan and what is for sale; the plan is asked for again whenever something tells of it. */
export function useBilling(): [state: Loaded<BillingState>, retry: () => void] {
  const me = useSession((state) => state.me);
  const offer = useOffer();
  const settled = usePayments((state) => countSettled(Object.values(state.byId)));
  const [answer, reload, replace] = useRefreshed(async () => {
    const { subscription } = await billingApi.subscription();
    return subscription?.status === "ended" ? null : subscription;
  }, [me?.account, settled]);

  const state = useMemo((): Loaded<BillingState> => {
    const failed = [offer, answer].find(({ status }) => status === "failed");
    if (failed?.status === "failed") return failed;
    if (!me || offer.status !== "ready" || answer.status !== "ready") return { status: "loading" };
    return {
      status: "ready",
      data: { me, offer: offer.data, subscription: answer.data, setSubscription: replace },
    };
  }, [me, offer, answer, replace]);
  const retry = () => {
    if (offer.status === "failed") void loadOffer();
    reload();
  };
  return [state, retry];
}

/** Moves whenever a payment for a plan ends one way or the other. */
function countSettled(payments: readonly Payment[]): number {
  return payments.filter(({ purpose, status }) => purpose !== "pack" && status !== "pending").length;
}
