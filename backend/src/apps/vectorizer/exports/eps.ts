import type { Drawing, HexColor } from "../tracing/drawing";
import { decimal, decimals, lineOperators, outlineOperators, POINTS_PER_PIXEL, rgbOf } from "./operators";
import { plainTitle } from "./title";

/** The operators of PDF by the names that PostScript has for them. */
const PROLOG = `%%BeginProlog
/lumiku 16 dict def
lumiku begin
/m { moveto } bind def
/l { lineto } bind def
/c { curveto } bind def
/h { closepath } bind def
/f* { eofill } bind def
/S { stroke } bind def
/w { setlinewidth } bind def
/rg { setrgbcolor } bind def
end
%%EndProlog`;

/**
 * An Encapsulated PostScript file, version 3.0 (Adobe technical note 5002), as large as the PDF: a pixel is 0.75 points.
 * PostScript knows no opacity: a shape that lets something shine through is painted as it looks over white.
 */
export function writeEps(drawing: Drawing, { title }: { title: string }): Uint8Array {
  const width = drawing.width * POINTS_PER_PIXEL;
  const height = drawing.height * POINTS_PER_PIXEL;
  const gaps = drawing.gaps.map(
    ({ color, width: lineWidth, subpaths }) =>
      `${decimals(rgbOf(color))} rg ${decimal(lineWidth)} w\n${lineOperators(subpaths)}S\n`,
  );
  const shapes = drawing.shapes.map(
    ({ color, opacity, subpaths }) => `${overWhite(color, opacity)} rg\n${outlineOperators(subpaths)}f*\n`,
  );
  const text = `%!PS-Adobe-3.0 EPSF-3.0
%%Creator: Lumiku
%%Title: (${postScriptText(title)})
%%BoundingBox: 0 0 ${Math.ceil(width)} ${Math.ceil(height)}
%%HiResBoundingBox: 0 0 ${decimals([width, height])}
%%LanguageLevel: 2
%%DocumentData: Clean7Bit
%%Pages: 1
%%EndComments
${PROLOG}
%%Page: 1 1
save
lumiku begin
0 0 ${decimals([width, height])} rectclip
[${POINTS_PER_PIXEL} 0 0 -${POINTS_PER_PIXEL} 0 ${decimal(height)}] concat
1 setlinecap 1 setlinejoin
${gaps.join("")}${shapes.join("")}end
restore
showpage
%%Trailer
%%EOF
`;
  return new TextEncoder().encode(text);
}

function overWhite(color: HexColor, opacity: number): string {
  return decimals(rgbOf(color).map((channel) => 1 - opacity * (1 - channel)));
}

/** What goes between the parentheses of a string; letters beyond ASCII lose their marks, other signs become "?". */
function postScriptText(title: string): string {
  return plainTitle(title)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^ -~]/gu, "?")
    .slice(0, 120)
    .replace(/[\\()]/g, "\\$&");
}
