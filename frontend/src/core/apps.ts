import type { AppManifest } from "@lumiku/contracts/apps";
import { useEffect } from "react";
import { create } from "zustand";
import { learnEventTypes } from "./app-events";
import { platform } from "./platform";
import { useSession } from "./session";

type Apps = { status: "loading" | "failed" } | { status: "ready"; data: AppManifest[] };

const useStore = create<Apps>()(() => ({ status: "loading" }));
let requestedFor: string | undefined;

/** The apps of this platform, asked for once by everybody, and again when another tier opens others. */
export function useApps(): Apps {
  const tier = useSession((state) => state.me?.account.tier);
  useEffect(() => {
    if (requestedFor !== tier) void loadApps();
  }, [tier]);
  return useStore();
}

export async function loadApps(): Promise<void> {
  requestedFor = useSession.getState().me?.account.tier;
  try {
    const { items } = await platform.apps.list();
    learnEventTypes(items.flatMap(({ events }) => events));
    useStore.setState({ status: "ready", data: items });
  } catch {
    requestedFor = undefined;
    useStore.setState((before) => (before.status === "ready" ? before : { status: "failed" }));
  }
}
