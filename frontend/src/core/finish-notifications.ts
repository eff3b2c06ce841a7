import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { useGenerations } from "./generations";
import { useSession } from "./session";

/** Whether this browser lets the page notify. */
export function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

/** Asks for that. @returns false when the person or the browser says no */
export async function allowNotifications(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  return mayNotify() || (await Notification.requestPermission()) === "granted";
}

/** Notifies of work that ends while the page is in the background, for whoever has asked for it. */
export function notifyOfEnds(): () => void {
  return useGenerations.subscribe((state, before) => {
    if (!document.hidden || !useSession.getState().me?.settings.notifiesOnFinish) return;
    if (!mayNotify()) return;
    for (const generation of findEnded(before.byId, state.byId)) {
      // The tag lets several tabs say it once.
      new Notification(titles[generation.status] ?? "Your work has ended", {
        body: generation.error?.message ?? `${generation.outputs.length} of ${generation.count} delivered`,
        tag: generation.id,
        icon: "/logo.svg",
      });
    }
  });
}

const titles: Partial<Record<Generation["status"], string>> = {
  completed: "Your pictures are ready",
  failed: "Your work could not be finished",
};

/** What was running in one state of the store and has ended by itself in the next. */
export function findEnded(
  before: Readonly<Record<string, Generation>>,
  after: Readonly<Record<string, Generation>>,
): Generation[] {
  return Object.values(after).filter(({ id, status }) => {
    const known = before[id];
    return known && !isTerminal(known.status) && isTerminal(status) && status !== "cancelled";
  });
}
