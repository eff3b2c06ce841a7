import { type ComponentType, lazy } from "react";
import { create } from "zustand";

/** How many pages are being fetched. */
export const usePagesOnTheirWay = create<{ count: number }>()(() => ({ count: 0 }));

/** A page of its own chunk. `prefetch` fetches it before anybody goes there; what fails then is tried again later. */
export function lazyPage(load: () => Promise<{ default: ComponentType }>) {
  const Page = lazy(() => follow(load()));
  return Object.assign(Page, { prefetch: () => void load().catch(() => {}) });
}

async function follow<T>(page: Promise<T>): Promise<T> {
  const count = (change: number) => usePagesOnTheirWay.setState((state) => ({ count: state.count + change }));
  count(1);
  try {
    return await page;
  } finally {
    count(-1);
  }
}
