import { type Generation, isTerminal } from "@lumiku/app-sdk";
import type { Notification as Notice } from "@lumiku/contracts/notifications";
import { useEffect } from "react";
import { promptOf } from "./generation-words";
import { useGenerations } from "./generations";
import { useNotifications } from "./notifications";
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

/** Work whose progress this page shows, with how often, and what ended before a person's eyes. */
const shown = new Map<string, number>();
const seen = new Set<string>();

/** Says that this page shows how a piece of work gets on: nobody there has to be told when it ends. */
export function useShownWork(generationId: string): void {
  useEffect(() => showWork(generationId), [generationId]);
}

/** @returns how to say that it is not shown any more */
export function showWork(generationId: string): () => void {
  shown.set(generationId, (shown.get(generationId) ?? 0) + 1);
  return () => {
    const left = (shown.get(generationId) ?? 1) - 1;
    if (left > 0) shown.set(generationId, left);
    else shown.delete(generationId);
  };
}

/** Something to tell a person who is elsewhere in Lumiku. */
export interface News {
  id: string;
  look: "success" | "warning" | "error";
  title: string;
  body: string;
  /** Where they find it. */
  link: string | null;
}

export interface AnnouncerDependencies {
  toast(news: News): void;
  openLink(link: string): void;
}

/**
 * Tells of what happens where nobody looks: by a notification of the browser while the page is in the background, for
 * whoever has asked for it; by a toast elsewhere in Lumiku; not at all on a page that shows it.
 *
 * @returns how to stop
 */
export function announce({ toast, openLink }: AnnouncerDependencies): () => void {
  const tellOfEnd = (generation: Generation) => {
    const news: News = {
      id: generation.id,
      look: generation.status === "failed" ? "error" : "success",
      title: endTitle(generation),
      body: generation.error?.message ?? promptOf(generation),
      link: `/work?open=${encodeURIComponent(generation.id)}`,
    };
    if (document.hidden) notifyInBrowser(news, openLink);
    else if (shown.has(generation.id)) seen.add(generation.id);
    else toast(news);
  };

  const tellOfNotice = ({ id, kind, title, body, link }: Notice) => {
    if (document.hidden) return;
    if (!kind.startsWith("generation.")) {
      if (link !== window.location.pathname) toast({ id, look: looks[kind] ?? "success", title, body, link });
      return;
    }
    // The end of the work has told of it already, or was seen.
    const work = workOf(link);
    if (work && (seen.has(work) || shown.has(work))) void useNotifications.getState().read([id]);
  };

  const stopEnds = useGenerations.subscribe((state, before) => {
    for (const generation of findEnded(before.byId, state.byId)) tellOfEnd(generation);
  });
  const stopNotices = useNotifications.subscribe(({ latest }, before) => {
    if (latest && latest !== before.latest) tellOfNotice(latest);
  });
  return () => {
    stopEnds();
    stopNotices();
  };
}

const looks: Partial<Record<Notice["kind"], News["look"]>> = {
  "payment.failed": "error",
  "quota.exhausted": "warning",
  "storage.low": "warning",
};

function notifyInBrowser({ id, title, body, link }: News, openLink: AnnouncerDependencies["openLink"]): void {
  if (!useSession.getState().me?.settings.notifiesOnFinish || !mayNotify()) return;
  // The tag lets several tabs say it once.
  const notification = new Notification(title, { body, tag: id, icon: "/logo.svg" });
  notification.onclick = () => {
    window.focus();
    notification.close();
    if (link) openLink(link);
  };
}

/** The work that a link of a notification opens. */
export function workOf(link: string | null): string | undefined {
  if (!link) return undefined;
  return new URL(link, "http://here.invalid").searchParams.get("open") ?? undefined;
}

/** What a person is told of work that has ended. */
export function endTitle({ status, outputs, count }: Generation): string {
  if (status !== "completed") return "Your work could not be finished";
  const delivered = outputs.filter((output) => output.asset).length;
  if (delivered > 0 && delivered < count) return `${delivered} of ${count} pictures are ready`;
  return count === 1 ? "Your picture is ready" : "Your pictures are ready";
}

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
