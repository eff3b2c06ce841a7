import type { QualityReport } from "@lumiku/contracts/vectorizer-traces";
import type { Price } from "../../../core/quota";
import { cost, count } from "../../../core/words";
import { bytes, counted } from "../editor/report-words";
import type { BatchRow } from "./batch-rows";

/** "1 picture", "1,200 pictures". */
export function pictures(value: number): string {
  return counted(value, "picture");
}

const MAX_NAME_CHARACTERS = 80;

/** "Fox and 4 others": what a batch of pictures with these names is called. */
export function batchName([first = "Batch", ...others]: readonly string[]): string {
  const name = first.length > MAX_NAME_CHARACTERS ? `${first.slice(0, MAX_NAME_CHARACTERS).trimEnd()}…` : first;
  if (others.length === 0) return name;
  return `${name} and ${others.length === 1 ? "another" : `${count(others.length)} others`}`;
}

/** "12 credits for 12 pictures". */
export function priceWords({ unit, total }: Pick<Price, "unit" | "total">, pictureCount: number): string {
  return `${cost(unit, total)} for ${pictures(pictureCount)}`;
}

/** "7 of 12 traced · 1 failed, not charged": where a batch is. */
export function standingWords(rows: readonly BatchRow[]): string {
  const of = (...states: BatchRow["state"][]) => rows.filter(({ state }) => states.includes(state)).length;
  const [failed, stopped] = [of("failed"), of("stopped")];
  return [
    `${count(of("traced", "removed"))} of ${count(rows.length)} traced`,
    failed > 0 && `${count(failed)} failed, not charged`,
    stopped > 0 && `${count(stopped)} not begun, not charged`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What a second try is called: of all, or of those that came to nothing. */
export function againWords(again: number, all: number): string {
  if (again === all) return "Try again";
  return again === 1 ? "Try the other one again" : `Try the other ${count(again)} again`;
}

/** Why a batch cannot be started yet; undefined when nothing of the pictures hinders it. */
export function comingWords({ ready, coming }: { ready: number; coming: number }): string | undefined {
  if (coming > 0)
    return coming === 1 ? "One picture is still on its way." : `${count(coming)} pictures are still on their way.`;
  return ready === 0 ? "There is nothing to trace yet." : undefined;
}

/** What the result of one trace is: "6 colours · 8 kB". */
export function resultWords({ colors, bytes: size }: Pick<QualityReport, "colors" | "bytes">): string {
  return `${counted(colors, "colour")} · ${bytes(size)}`;
}
