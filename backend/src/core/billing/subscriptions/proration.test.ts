import { expect, test } from "bun:test";
import fc from "fast-check";
import { prorateRest, prorateRestart } from "./proration";

const start = new Date("2027-03-01T00:00:00Z");
const end = new Date("2027-03-31T00:00:00Z");
const period = { start, end };
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);

test("halfway through, an upgrade costs half of the difference", () => {
  expect(prorateRest({ oldCents: 1_000, newCents: 3_000, period, at: after(15) })).toBe(1_000);
});

test("a year costs its price less what is left of the month", () => {
  expect(prorateRestart({ oldCents: 3_000, newCents: 30_000, period, at: after(20) })).toBe(29_000);
});

test("a better plan costs what gateways take at least, up to the last moment of its period: nobody has it for nothing", () => {
  expect(prorateRest({ oldCents: 1_000, newCents: 3_000, period, at: after(29.3) })).toBe(50);
  expect(prorateRest({ oldCents: 1_000, newCents: 3_000, period, at: new Date(end.getTime() - 1) })).toBe(50);
  expect(prorateRest({ oldCents: 1_000, newCents: 1_049, period, at: start })).toBe(50);
  expect(prorateRest({ oldCents: 1_000, newCents: 1_000, period, at: start })).toBe(0);
});

const moments = fc
  .integer({ min: start.getTime() - 86_400_000, max: end.getTime() + 86_400_000 })
  .map((at) => new Date(at));
const prices = fc.tuple(fc.integer({ min: 50, max: 200_000 }), fc.integer({ min: 50, max: 200_000 }));

test("whatever the moment and the prices: whole cents, never negative, never above the new price, less the later it is", () => {
  fc.assert(
    fc.property(prices, moments, moments, ([oldCents, newCents], one, other) => {
      const [earlier, later] = one < other ? [one, other] : [other, one];
      const rest = (at: Date) => prorateRest({ oldCents, newCents, period, at });
      const restart = (at: Date) => prorateRestart({ oldCents, newCents, period, at });
      for (const due of [rest(earlier), rest(later), restart(earlier), restart(later)]) {
        expect(Number.isInteger(due) && due >= 0 && due <= newCents).toBe(true);
        expect(due === 0 || due >= 50).toBe(true);
      }
      expect(rest(earlier)).toBeLessThanOrEqual(newCents > oldCents ? Math.max(newCents - oldCents, 50) : 0);
      expect(rest(earlier)).toBeGreaterThanOrEqual(rest(later));
      // The later the restart, the less of the old is left to be given credit for.
      expect(restart(earlier)).toBeLessThanOrEqual(restart(later));
    }),
  );
});
