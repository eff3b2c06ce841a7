import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { LedgerLine } from "@lumiku/contracts/billing";
import type { LedgerRepository, LedgerRow } from "./repository";

export interface LedgerService {
  /** Newest first. @throws AppError VALIDATION_FAILED for a cursor no list gave */
  list(userId: string, page: { limit: number; cursor?: string | undefined }): Promise<LedgerPage>;
}

interface LedgerPage {
  items: LedgerLine[];
  nextCursor: string | null;
}

export function createLedgerService({ repository }: { repository: LedgerRepository }): LedgerService {
  return {
    async list(userId, { limit, cursor }) {
      const after = decodeCursor(cursor)?.id ?? "";
      const before = /^\d{1,18}$/.test(after) ? BigInt(after) : undefined;
      const rows = await repository.list(userId, before, limit);
      const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id: String(id) }));
      return { ...page, items: page.items.map(toLine) };
    },
  };
}

function toLine(row: LedgerRow): LedgerLine {
  const { id, kind, availableDelta, heldDelta, availableAfter, heldAfter, generationId, createdAt } = row;
  return {
    ...{ id: String(id), kind, text: describeEntry(row), availableDelta, heldDelta, availableAfter, heldAfter },
    ...{ generationId, createdAt: createdAt.toISOString() },
  };
}

const withoutNote: Record<LedgerRow["kind"], string> = {
  grant: "Credits added",
  hold: "Set aside for work",
  capture: "Work delivered",
  release: "Freed again",
  refund: "Credits given back",
  adjust: "Corrected by the platform",
};

/**
 * A movement in plain words: what was written at the time. Work is named by what was written when its credits were set
 * aside; how much of it was delivered stands in the entries that settled it.
 */
export function describeEntry({ kind, note, workNote }: Pick<LedgerRow, "kind" | "note" | "workNote">): string {
  const work = workNote && workNote + missingOf(note);
  if (kind === "capture") return work || note || withoutNote.capture;
  if (kind === "hold") return note ? `Set aside for ${note}` : withoutNote.hold;
  if (kind === "release") return work ? `Freed again: ${work}` : note || withoutNote.release;
  return note || withoutNote[kind];
}

/** " (1 of 2 delivered)", where that is not all. */
function missingOf(settlementNote: string): string {
  const [, delivered, count] = /(\d+) of (\d+) delivered$/.exec(settlementNote) ?? [];
  return delivered === undefined || delivered === count ? "" : ` (${delivered} of ${count} delivered)`;
}
