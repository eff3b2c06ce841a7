import type { AutoSettings, Effort } from "@lumiku/contracts/vectorizer-settings";
import type { PictureKind } from "@lumiku/contracts/vectorizer-traces";

/** What a trace must reach before bytes count. */
export interface Target {
  readonly ssim: number;
  /** dB. Structural similarity hardly sees a border that is a little off; noise does. */
  readonly psnr: number;
}

const flat: Readonly<Record<Effort, Target>> = {
  fast: { ssim: 0.985, psnr: 34 },
  balanced: { ssim: 0.995, psnr: 38 },
  best: { ssim: 0.998, psnr: 42 },
};
/** Of photos a vector picture keeps the look; more than this costs bytes beyond measure. */
const photo: Readonly<Record<Effort, Target>> = {
  fast: { ssim: 0.6, psnr: 0 },
  balanced: { ssim: 0.72, psnr: 0 },
  best: { ssim: 0.8, psnr: 0 },
};

export function targetFor(kind: PictureKind, { effort, targetSsim }: AutoSettings): Target {
  if (targetSsim !== undefined) return { ssim: targetSsim, psnr: 0 };
  return (kind === "photo" ? photo : flat)[effort];
}
