import { GenerationStatus } from "@lumiku/app-sdk";
import type { WorkFilter } from "./work-filter";

export const workViews = ["work", "uploads", "bin"] as const;
export type WorkView = (typeof workViews)[number];

export const spans = ["any", "today", "week", "month", "custom"] as const;
export type Span = (typeof spans)[number];

/** What the address of this place says. Days as a date field writes them: "2027-01-31". */
export interface WorkAddress {
  view: WorkView;
  appId: string | undefined;
  status: GenerationStatus | undefined;
  q: string;
  span: Span;
  from: string | undefined;
  to: string | undefined;
  /** The work that is looked at, and which of its pictures. */
  open: string | undefined;
  picture: number;
}

const DAYS = { today: 1, week: 7, month: 30 } as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address; what it does not know, or not any more, is left out. */
export function readAddress(search: URLSearchParams): WorkAddress {
  const read = (name: string) => search.get(name)?.trim() || undefined;
  const status = GenerationStatus.safeParse(read("status"));
  return {
    view: oneOf(workViews, read("view")) ?? "work",
    appId: read("app"),
    status: status.success ? status.data : undefined,
    q: (read("q") ?? "").slice(0, 200),
    span: oneOf(spans, read("date")) ?? "any",
    from: readDay(read("from")),
    to: readDay(read("to")),
    open: read("open"),
    picture: Math.max(0, Math.trunc(Number(read("picture"))) || 0),
  };
}

/** Writes only what is not as it is anyway, so that the plain place has the plain address. */
export function writeAddress(address: WorkAddress): URLSearchParams {
  const { view, appId, status, q, span, from, to, open, picture } = address;
  const isWork = view === "work";
  const isCustom = isWork && span === "custom";
  const entries: [string, string | undefined | false][] = [
    ["view", !isWork && view],
    ["app", isWork && appId],
    ["status", isWork && status],
    ["q", isWork && q.trim()],
    ["date", isWork && span !== "any" && span],
    ["from", isCustom && from],
    ["to", isCustom && to],
    ["open", open],
    ["picture", open !== undefined && picture > 0 && String(picture)],
  ];
  return new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** What is asked of the server, with the days of this person's clock: the same all day long. */
export function filterOf({ appId, status, q, span, from, to }: WorkAddress, now: Date): WorkFilter {
  return { appId, status, q: q || undefined, ...rangeOf(span, from, to, now) };
}

export function isFiltered({ appId, status, q, span }: WorkAddress): boolean {
  return Boolean(appId || status || q || span !== "any");
}

function rangeOf(span: Span, from: string | undefined, to: string | undefined, now: Date) {
  if (span === "any") return {};
  if (span !== "custom") return { from: midnight(now.getFullYear(), now.getMonth(), now.getDate() - DAYS[span] + 1) };
  return { from: from && startOf(from, 0), to: to && startOf(to, 1) };
}

/** The beginning of a day, or of the one after it. */
function startOf(day: string, after: 0 | 1): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return midnight(year, month - 1, date + after);
}

const midnight = (year: number, month: number, date: number) => new Date(year, month, date).toISOString();

function readDay(text: string | undefined): string | undefined {
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((known) => known === value);
}
