import type { Notice } from "../notifications/service";
import type { GenerationRow } from "./repository";
import type { Outcome } from "./settlement";
import { titleOf } from "./texts";

/** Who waits this long has looked elsewhere. */
const PATIENCE_MS = 15_000;

/**
 * What a person is told of how their work ended: that it failed, and that it is there when it took its time. Null when
 * they saw it themselves, or stopped it.
 */
export function noticeOfEnd(
  row: GenerationRow,
  { status, error }: Outcome,
  delivered: number,
  endedAt: Date,
): Notice | null {
  const about = { link: `/work?open=${row.id}`, key: `generation:${row.id}` };
  const title = titleOf(row.params as Record<string, unknown>);
  if (status === "failed") {
    const subject = row.count === 1 ? "A picture" : `${row.count} pictures`;
    const reason = error?.message ?? "Something went wrong.";
    const body = [title && `“${title}”:`, reason, tellMoney(row, reason)].filter(Boolean).join(" ");
    return { ...about, kind: "generation.failed", title: `${subject} could not be made`, body };
  }
  if (status === "cancelled" || endedAt.getTime() - row.createdAt.getTime() <= PATIENCE_MS) return null;
  const body = title ? `“${title}” is in your work.` : "See it in your work.";
  return { ...about, kind: "generation.completed", title: tellCount(delivered, row.count), body };
}

function tellCount(delivered: number, count: number): string {
  if (delivered < count) return `${delivered} of ${count} pictures ${delivered === 1 ? "is" : "are"} ready`;
  return count === 1 ? "Your picture is ready" : `Your ${count} pictures are ready`;
}

/** Many reasons say themselves that nothing was charged. */
function tellMoney({ reserved, costUnit }: GenerationRow, reason: string): string {
  const isSaid = /\bcharged\b/.test(reason);
  if (reserved === 0) return isSaid ? "" : "Nothing was charged.";
  const unit = costUnit === "quota" ? "unit" : "credit";
  const free = `${reserved} ${unit}${reserved === 1 ? " is" : "s are"} free again.`;
  return isSaid ? free : `Nothing was charged: ${free}`;
}
