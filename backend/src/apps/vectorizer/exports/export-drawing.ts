import type { ExportFormat, LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import { slugOf } from "../file-name";
import type { Drawing } from "../tracing/drawing";
import { optimisedSvg } from "../tracing/svg/optimise";
import { readSvg } from "../tracing/svg/read-svg";
import { writeSvg } from "../tracing/svg/write-svg";
import { writeColorTable } from "./color-table";
import { writeDxf } from "./dxf";
import { applyEdits } from "./edits";
import { writeEps } from "./eps";
import { writePdf } from "./pdf";
import { writePng } from "./png";
import { plainTitle } from "./title";
import { writeZip } from "./zip";

export interface ExportRequest {
  /** As it was traced. */
  svg: string;
  edits: readonly LayerEdit[];
  format: ExportFormat;
  title: string;
  /** Longest side of a PNG in pixels. */
  size: number;
}

export interface ExportedFile {
  bytes: Uint8Array;
  mime: string;
  /** Without a dot. */
  extension: string;
}

/** What a writer has to work with. */
interface Source extends Pick<ExportRequest, "svg" | "size"> {
  /** With its edits. */
  drawing: Drawing;
  title: string;
}

interface FileFormat {
  mime: string;
  extension: string;
  /** What its name in an archive ends in, before the extension. */
  suffix?: string;
  write(source: Source): Uint8Array | Promise<Uint8Array>;
}

const formats: Record<Exclude<ExportFormat, "zip">, FileFormat> = {
  svg: { mime: "image/svg+xml", extension: "svg", write: (source) => encode(rewrite(source)) },
  "svg-optimised": {
    ...{ mime: "image/svg+xml", extension: "svg", suffix: "-optimised" },
    write: async ({ drawing, title }) => encode(await optimisedSvg(drawing, { title })),
  },
  pdf: { mime: "application/pdf", extension: "pdf", write: ({ drawing, title }) => writePdf(drawing, { title }) },
  eps: {
    mime: "application/postscript",
    extension: "eps",
    write: ({ drawing, title }) => writeEps(drawing, { title }),
  },
  dxf: { mime: "image/vnd.dxf", extension: "dxf", write: ({ drawing }) => writeDxf(drawing) },
  png: {
    ...{ mime: "image/png", extension: "png" },
    write: ({ drawing, size }) => writePng(drawing, { size }),
  },
};

/**
 * A traced drawing with a person's edits, as a file of some format. A ZIP has one of each, and the colours as a palette.
 *
 * @throws when `svg` is not one that the tracer wrote
 */
export async function exportDrawing({ svg, edits, format, title, size }: ExportRequest): Promise<ExportedFile> {
  const drawing = applyEdits(readSvg(svg), edits);
  const source = { svg, drawing, title: plainTitle(title), size };
  if (format === "zip") return { bytes: await archive(source), mime: "application/zip", extension: "zip" };
  const { mime, extension, write } = formats[format];
  return { bytes: await write(source), mime, extension };
}

/** The drawing as SVG, as its tracer wrote it: grouped or not, short or to be read, with every decimal place that it had. */
function rewrite({ svg, drawing, title }: Source): string {
  const groupByColor = /<g(?! fill="none")/.test(svg);
  return writeSvg(drawing, { precision: 8, groupByColor, title, isOptimised: !svg.includes("</title>\n") });
}

async function archive(source: Source): Promise<Uint8Array> {
  const name = slugOf(source.title);
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const { suffix = "", extension, write } of Object.values(formats)) {
    files.push({ name: `${name}${suffix}.${extension}`, bytes: await write(source) });
  }
  files.push({ name: `${name}.gpl`, bytes: writeColorTable(source.drawing, source) });
  return writeZip(files);
}

const encode = (text: string) => new TextEncoder().encode(text);
