import type { Measured } from "./jobs";

const columns: readonly { title: string; show(measured: Measured): string }[] = [
  { title: "SSIM", show: ({ ssim }) => ssim.toFixed(4) },
  { title: "worst ch.", show: ({ worstSsim }) => worstSsim.toFixed(4) },
  { title: "PSNR dB", show: ({ psnr }) => psnr.toFixed(1) },
  { title: "ΔE2000", show: ({ deltaE }) => deltaE.toFixed(3) },
  { title: "edge F1", show: ({ edgeF1 }) => edgeF1.toFixed(3) },
  { title: "paths", show: ({ paths }) => paths.toFixed(0) },
  { title: "nodes", show: ({ nodes }) => nodes.toFixed(0) },
  { title: "bytes", show: ({ bytes }) => bytes.toFixed(0) },
  { title: "ms", show: ({ ms }) => ms.toFixed(0) },
];
const WIDTH = { name: 26, column: 10 };

/** Lines of a table: a tracer each, its measures in columns. */
export function tableOf(rows: readonly (readonly [name: string, measured: Measured])[]): string[] {
  const line = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(WIDTH.name)}${cells.map((cell) => cell.padStart(WIDTH.column)).join("")}`;
  return [
    line(
      "",
      columns.map(({ title }) => title),
    ),
    ...rows.map(([name, measured]) =>
      line(
        name,
        columns.map(({ show }) => show(measured)),
      ),
    ),
  ];
}
