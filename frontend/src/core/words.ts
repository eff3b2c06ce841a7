import type { Settings } from "@lumiku/contracts/accounts";

const relativeUnits = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

let formats = createFormats(undefined);

/** How dates and numbers are written from now on; "system" is the browser's own way. */
export function chooseLanguage(language: Settings["language"]): void {
  formats = createFormats(language === "system" ? undefined : language);
}

/** "5 min. ago". */
export function timeAgo(iso: string, now = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const [unit, size] = relativeUnits.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return unit === "second" ? "just now" : formats.relative.format(Math.round(seconds / size), unit);
}

/** "3 Jan 2027". */
export function day(iso: string): string {
  return formats.date.format(new Date(iso));
}

/** "3 Jan 2027, 14:05". */
export function moment(iso: string): string {
  return formats.dateTime.format(new Date(iso));
}

/** "1,500". */
export function count(value: number): string {
  return formats.number.format(value);
}

/** "640 kB", "2.4 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${count(Math.max(1, Math.round(bytes / 1_000)))} kB`;
  return `${count(Math.round(bytes / 100_000) / 10)} MB`;
}

/** "+500", "−16" with a true minus. */
export function change(value: number): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${count(Math.abs(value))}`;
}

/** Digits of a currency's smallest unit behind the point: 2 for dollars, none for yen. */
export function minorDigits(currency: string): number {
  return formats.money(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "$45.00", from whole minor units of the currency: yen have none that is smaller. */
export function money(minorUnits: number, currency: string): string {
  return formatMoney(formats.money(currency), minorUnits);
}

/** "$45", "$8.33": a price, without cents that say nothing. */
export function price(minorUnits: number, currency: string): string {
  return formatMoney(formats.price(currency), minorUnits);
}

export function credits(value: number): string {
  return `${count(value)} ${value === 1 ? "credit" : "credits"}`;
}

export function units(value: number): string {
  return `${count(value)} ${value === 1 ? "unit" : "units"}`;
}

/** "8 credits" or "2 units": what work costs, in what it is paid with. */
export function cost(unit: "credits" | "quota", value: number): string {
  return unit === "credits" ? credits(value) : units(value);
}

/** "12 s", "40 s", "3 min": an estimate, so nothing is more exact than it can be. */
export function duration(seconds: number): string {
  if (seconds < 20) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

/** "0:28", "12:05": what is left of a wait that is watched. */
export function clock(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "in 5 h", "on 3 Jan 2027": when something ahead happens. */
export function whenAhead(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  return seconds < 36 * 3_600 ? `in ${duration(Math.max(seconds, 0))}` : `on ${day(iso)}`;
}

const plural = new Intl.PluralRules("en", { type: "ordinal" });
const suffixes: Record<string, string> = { one: "st", two: "nd", few: "rd" };

/** "3rd". */
export function ordinal(value: number): string {
  return `${value}${suffixes[plural.select(value)] ?? "th"}`;
}

function createFormats(locale: string | undefined) {
  const byCurrency = (options: Intl.NumberFormatOptions) => {
    const known = new Map<string, Intl.NumberFormat>();
    return (currency: string): Intl.NumberFormat => {
      const format = known.get(currency) ?? new Intl.NumberFormat(locale, { style: "currency", currency, ...options });
      known.set(currency, format);
      return format;
    };
  };
  return {
    relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: "medium" }),
    dateTime: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
    number: new Intl.NumberFormat(locale),
    money: byCurrency({}),
    price: byCurrency({ trailingZeroDisplay: "stripIfInteger" }),
  };
}

function formatMoney(format: Intl.NumberFormat, minorUnits: number): string {
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
