export interface Sample {
  name: string;
  /** Drawn as a bitmap before it is brought. */
  svg: string;
}

const SIDE = 320;

const drawing = (shapes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="${SIDE}" height="${SIDE}">${shapes}</svg>`;

/** Pictures for whoever has none at hand: one of each kind that people bring most. */
export const samples: readonly Sample[] = [
  {
    name: "Sample logo",
    svg: drawing(
      '<path fill="#fff" d="M0 0h64v64H0z"/><path fill="#5b5bd6" d="M32 6 56 20v24L32 58 8 44V20z"/><path fill="#fff" d="M32 15 48 24.500v19L32 32.500 16 43.500v-19z"/><path fill="#f97316" d="m32 37 10 6-10 6-10-6z"/>',
    ),
  },
  {
    name: "Sample icon",
    svg: drawing(
      '<path fill="none" stroke="#18181b" stroke-width="4.500" stroke-linecap="round" stroke-linejoin="round" d="M12 27 32 10l20 17v25a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3zM25 55V38h14v17"/>',
    ),
  },
  {
    name: "Sample illustration",
    svg: drawing(
      '<path fill="#bae6fd" d="M0 0h64v64H0z"/><circle cx="48" cy="15" r="7" fill="#fde047"/><path fill="#0f766e" d="M0 46q18-10 34-3t30-2v23H0z"/><path fill="#fff" d="m20 48 3-30h8l3 30z"/><path fill="#dc2626" d="m22.200 26h9.600l.6 7H21.500zm-1.400 14h12.400l.8 8H20z"/><path fill="#1e293b" d="M21 18v-7h12v7z"/><path fill="#fde047" d="M24 12.500h6v4h-6z"/><path fill="#dc2626" d="m20 11 7-6 7 6z"/>',
    ),
  },
];

/** Address of the drawing, to show it. */
export function urlOfSample({ svg }: Sample): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The sample as the bitmap that people would have. @throws when this browser cannot draw */
export async function drawSample(sample: Sample): Promise<File> {
  const picture = new Image(SIDE, SIDE);
  picture.src = urlOfSample(sample);
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, SIDE, SIDE);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new TypeError("The sample could not be drawn");
  return new File([blob], `${sample.name}.png`, { type: "image/png" });
}
