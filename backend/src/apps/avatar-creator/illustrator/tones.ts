/** What to choose from when nobody said. */
export const naturalHair = ["1c1816", "3d2619", "6a4028", "9a6a42", "8a3a20", "c8602a", "e3bf72"];
export const greyHair = ["a7abb0", "c6c9ce", "e4e4e2", "8e9299"];
export const naturalSkin = ["fbd3b4", "f6c9a2", "dca274", "c68a55", "96592f", "633a22"];
export const clothes = ["3b73d9", "2f9e5f", "d8393b", "7d4bc0", "1f2d57", "ef8632", "1b8a8f", "36393f", "e2738f"];
export const backgrounds = ["dbe7fb", "e4f3e8", "fbe6dd", "ece5fa", "fdf1d3", "def2f3", "f9e0ea", "e8eaee"];

/** 0 to 255, as bright as eyes find it (Rec. 601). */
export function brightness(hex: string): number {
  const [red, green, blue] = channels(hex);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

export const isNearBlack = (hex: string) => brightness(hex) < 60;

/** Light falling on a colour: dark tones double in their own hue, bright ones go halfway to white. */
export function lighten(hex: string, amount: number): string {
  const own = channels(hex);
  const brightest = Math.max(...own, 1);
  const lit = own.map((value) => {
    const light = Math.min(2 * value, (255 + (value * 255) / brightest) / 2);
    return Math.round(value + amount * (light - value));
  });
  return toHex(lit);
}

/** The same hue, no darker than this. */
export function lift(hex: string, least: number): string {
  const factor = least / brightness(hex);
  if (factor <= 1) return hex;
  const lifted = channels(hex).map((value) => Math.min(255, Math.round(value * factor)));
  return toHex(lifted);
}

/** A colour darkened until it stands out from another. */
export function standOut(hex: string, from: string): string {
  const darker = channels(hex).map((value) => Math.round(value * 0.8));
  if (distance(hex, from) > 240 || Math.max(...darker) < 40) return hex;
  return standOut(toHex(darker), from);
}

/** How far apart two colours look, 0 to 765 ("redmean", https://www.compuphase.com/cmetric.htm). */
export function distance(one: string, other: string): number {
  const [a, b] = [channels(one), channels(other)];
  const red = (a[0] + b[0]) / 2;
  const squares = a.map((value, index) => (value - (b[index] as number)) ** 2) as [number, number, number];
  return Math.sqrt((2 + red / 256) * squares[0] + 4 * squares[1] + (2 + (255 - red) / 256) * squares[2]);
}

function toHex(values: readonly number[]): string {
  return values.map((value) => value.toString(16).padStart(2, "0")).join("");
}

function channels(hex: string): [number, number, number] {
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}
