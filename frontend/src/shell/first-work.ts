import { create } from "zustand";
import { fetchGenerations } from "../core/generations";

/** Whether a person's newest work is known yet: until then nobody can say that there is none. */
export const useFirstWork = create<{ status: "loading" | "failed" | "ready" }>()(() => ({ status: "loading" }));

let turns = 0;

/** Fetches a person's newest work, for the queue and the dashboard. */
export async function fetchFirstWork(): Promise<void> {
  const turn = ++turns;
  const become = (status: "loading" | "failed" | "ready") => turn === turns && useFirstWork.setState({ status });
  become("loading");
  await fetchGenerations().then(
    () => become("ready"),
    () => become("failed"),
  );
}
