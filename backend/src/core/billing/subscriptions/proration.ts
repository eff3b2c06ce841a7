import type { Period } from "./calendar";

/** Gateways take no less. Cents. */
const SMALLEST_CHARGE_CENTS = 50;

export interface Proration {
  /** What the running period cost, or costs now. Cents. */
  oldCents: number;
  newCents: number;
  period: Period;
  at: Date;
}

/**
 * What an upgrade costs that keeps its period: the new price for what is left of it, less the old price for the same.
 * Whole cents, and never less than can be charged: a better plan is not for nothing in its last hours.
 */
export function prorateRest({ oldCents, newCents, period, at }: Proration): number {
  return chargeable((newCents - oldCents) * restOf(period, at));
}

/** What an upgrade costs that begins a period of its own: the new price, less the old one for what is left. */
export function prorateRestart({ oldCents, newCents, period, at }: Proration): number {
  return chargeable(newCents - oldCents * restOf(period, at));
}

function restOf({ start, end }: Period, at: Date): number {
  const rest = (end.getTime() - at.getTime()) / (end.getTime() - start.getTime());
  return Math.min(Math.max(rest, 0), 1);
}

function chargeable(cents: number): number {
  return cents > 0 ? Math.max(Math.round(cents), SMALLEST_CHARGE_CENTS) : 0;
}
