import type { Device } from "@lumiku/contracts/account";

/** Longer than any browser sends. */
const MAX_LENGTH = 500;

type Named = [name: string, pattern: RegExp];

/** What others pretend to be comes last: Edge calls itself Chrome, Chrome calls itself Safari. */
const programs: Named[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\b(?:OPR|Opera|OPT)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Vivaldi", /\bVivaldi\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];
const systems: Named[] = [
  ["iPhone", /\b(?:iPhone|iPod)\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\b(?:Macintosh|Mac OS X)\b/],
  ["Linux", /\b(?:Linux|X11)\b/],
];

/**
 * A device as its owner would call it, from what its browser says of itself: a name to recognise it by, not a fact.
 *
 * @example describeDevice("Mozilla/5.0 (X11; Linux x86_64) … Chrome/131.0.0.0 Safari/537.36") // Chrome on Linux, desktop
 */
export function describeDevice(userAgent: string | null): Pick<Device, "name" | "kind"> {
  const agent = userAgent?.slice(0, MAX_LENGTH) ?? "";
  const system = find(systems, agent);
  const program = find(programs, agent) ?? (system ? "A browser" : /^([A-Za-z][\w-]{1,30})\//.exec(agent)?.[1]);
  const name = system && program ? `${program} on ${system}` : (program ?? "Unknown device");
  return { name, kind: kindOf(agent, system) };
}

const find = (candidates: readonly Named[], agent: string) =>
  candidates.find(([, pattern]) => pattern.test(agent))?.[0];

function kindOf(agent: string, system: string | undefined): Device["kind"] {
  if (system === "iPhone") return "mobile";
  if (system === "iPad" || /\bTablet\b/.test(agent)) return "tablet";
  // Android leaves "Mobile" out on tablets.
  if (system === "Android") return /\bMobile\b/.test(agent) ? "mobile" : "tablet";
  return system ? "desktop" : "unknown";
}
