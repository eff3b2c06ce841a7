import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { ExportFormat } from "@lumiku/contracts/vectorizer-traces";

/** The files a batch can be had as, with what each is for. */
export const batchFormats = [
  { value: "svg", label: "SVG", hint: "For every program" },
  { value: "svg-optimised", label: "SVG, optimised", hint: "Smallest, for the web" },
  { value: "pdf", label: "PDF", hint: "For print" },
  { value: "eps", label: "EPS", hint: "For older programs" },
  { value: "dxf", label: "DXF", hint: "For cutters and CAD" },
  { value: "png", label: "PNG", hint: "As large as the bitmap" },
  { value: "zip", label: "All of them", hint: "Six files a picture" },
] as const satisfies { value: ExportFormat; label: string; hint: string }[];

/** The address from which all traces of a batch are saved, as one ZIP; `zip` has each of them in every format. */
export function batchExportUrl(generationId: string, format: ExportFormat): string {
  return `/api/apps/${vectorizer.id}/batches/${encodeURIComponent(generationId)}/export?format=${format}`;
}
