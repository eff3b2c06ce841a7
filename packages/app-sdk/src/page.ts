import { platformError } from "./errors";

/** Where a page ended: lists are ordered by a time, newest first, then by id. */
export interface Position {
  at: Date;
  id: string;
}

/** @throws AppError VALIDATION_FAILED when no list has given this cursor */
export function decodeCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [, time, id] = /^(\d{1,15})\.([\w-]{1,100})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (!time || !id) {
    const errors = [{ path: "/query/cursor", message: "This cursor was not given by a list." }];
    throw platformError("VALIDATION_FAILED", { errors });
  }
  return { at: new Date(Number(time)), id };
}

/** Cuts off the one row too many that a list's query asks for, which tells that another page follows. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, nextCursor: null };
  const { at, id } = positionOf(last);
  return { items, nextCursor: Buffer.from(`${at.getTime()}.${id}`).toString("base64url") };
}
