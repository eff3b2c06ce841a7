import type { AppManifest } from "@lumiku/contracts/apps";
import { useEffect } from "react";
import { create } from "zustand";
import { platform } from "../core/platform";

type Apps = { status: "loading" | "failed" } | { status: "ready"; data: AppManifest[] };

const useStore = create<Apps>()(() => ({ status: "loading" }));
let isRequested = false;

/** The apps of this platform, asked for once. */
export function useApps(): Apps {
  useEffect(() => {
    if (!isRequested) void loadApps();
  }, []);
  return useStore();
}

export async function loadApps(): Promise<void> {
  isRequested = true;
  try {
    useStore.setState({ status: "ready", data: (await platform.apps.list()).items });
  } catch {
    isRequested = false;
    useStore.setState({ status: "failed" });
  }
}
