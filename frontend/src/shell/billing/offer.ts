import type { AppError } from "@lumiku/app-sdk";
import type { Pack, Plan } from "@lumiku/contracts/billing";
import type { Gateway } from "@lumiku/contracts/payments";
import { useEffect } from "react";
import { create } from "zustand";
import { billingApi } from "../../core/billing-api";
import type { Loaded } from "../../core/use-async";

/** What this platform sells, and how it can be paid. */
export interface Offer {
  plans: Plan[];
  packs: Pack[];
  gateways: Gateway[];
}

const useStore = create<Loaded<Offer>>()(() => ({ status: "loading" }));
let isRequested = false;

/** What is for sale, asked for once. */
export function useOffer(): Loaded<Offer> {
  useEffect(() => {
    if (!isRequested) void loadOffer();
  }, []);
  return useStore();
}

export async function loadOffer(): Promise<void> {
  isRequested = true;
  useStore.setState({ status: "loading" }, true);
  const { plans, packs, gateways } = billingApi;
  try {
    const [sold, bundles, ways] = await Promise.all([plans(), packs(), gateways()]);
    useStore.setState({ status: "ready", data: { plans: sold.items, packs: bundles.items, gateways: ways.items } });
  } catch (error) {
    isRequested = false;
    useStore.setState({ status: "failed", error: error as AppError });
  }
}

/** No real money can be paid here. */
export function isTestMoney({ gateways }: Offer): boolean {
  return gateways.length > 0 && gateways.every(({ isTest }) => isTest);
}
