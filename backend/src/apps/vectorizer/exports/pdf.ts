import PDFDocument from "pdfkit";
import type { Drawing } from "../tracing/drawing";
import { decimal, decimals, lineOperators, outlineOperators, POINTS_PER_PIXEL, rgbOf } from "./operators";
import { plainTitle } from "./title";

/** Points a side beyond which a reader may refuse a page (ISO 32000-1, annex C.2). */
const MAX_PAGE_POINTS = 14_400;

/**
 * A PDF of one page, as large as the drawing: a pixel is 0.75 points, or less where the page would be too large. Outlines
 * stay vectors, colours are those of the screen (DeviceRGB), opacity is kept, and there are no fonts.
 */
export async function writePdf(drawing: Drawing, { title }: { title: string }): Promise<Uint8Array> {
  const { width, height } = drawing;
  const scale = Math.min(POINTS_PER_PIXEL, MAX_PAGE_POINTS / Math.max(width, height));
  const document = new PDFDocument({
    ...{ size: [width * scale, height * scale], margin: 0, font: "", pdfVersion: "1.7", displayTitle: true },
    info: { Title: inXml(plainTitle(title)), Creator: "Lumiku" },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on("error", reject);
  });
  document.scale(scale);
  paint(document, drawing);
  document.end();
  return ended;
}

/** One piece of content an outline: pdfkit's own path methods keep one a node, which large drawings have no room for. */
function paint(document: PDFKit.PDFDocument, { gaps, shapes }: Drawing): void {
  if (gaps.length > 0) document.lineCap("round").lineJoin("round");
  for (const { color, width, subpaths } of gaps) {
    document.addContent(`${decimals(rgbOf(color))} RG\n${decimal(width)} w\n${lineOperators(subpaths)}S`);
  }
  let [lastColor, lastOpacity] = ["", 1];
  for (const { color, opacity, subpaths } of shapes) {
    if (opacity !== lastOpacity) document.fillOpacity(opacity);
    if (color !== lastColor) document.addContent(`${decimals(rgbOf(color))} rg`);
    document.addContent(`${outlineOperators(subpaths)}f*`);
    [lastColor, lastOpacity] = [color, opacity];
  }
}

/**
 * pdfkit puts the title into its packet of XMP as it is, where "<" or "&" break the XML, and letter by letter into the
 * document's information: the same value is escaped for the one and plain for the other.
 */
function inXml(title: string): string {
  const references: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
  const escaped = title.replace(/[<>&]/g, (sign) => references[sign] as string);
  const charCodeAt = (index: number) => title.charCodeAt(index);
  return Object.assign(Object(title), { toString: () => escaped, charCodeAt });
}
