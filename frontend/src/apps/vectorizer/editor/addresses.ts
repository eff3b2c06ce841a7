import type { ExportFormat } from "@lumiku/contracts/vectorizer-traces";

const base = "/api/apps/vectorizer";

/** A trace with its edits as a file. */
export function exportUrl(traceId: string, format: ExportFormat, size?: number): string {
  const query = new URLSearchParams({ format, ...(size && { size: String(size) }) });
  return `${base}/traces/${encodeURIComponent(traceId)}/export?${query}`;
}

/** Where a trace differs from the bitmap, as a picture. */
export const differenceUrl = (traceId: string): string => `${base}/traces/${encodeURIComponent(traceId)}/difference`;

/** The bitmap in some colours and no others, as a picture. */
export function quantisedUrl(documentId: string, colors: readonly string[]): string {
  const digits = colors.map((color) => color.slice(1)).join(",");
  return `${base}/documents/${encodeURIComponent(documentId)}/quantised?${new URLSearchParams({ colors: digits })}`;
}
