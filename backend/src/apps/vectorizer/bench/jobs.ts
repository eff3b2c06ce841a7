/** What is traced of a picture that is known as SVG, and what the trace is then held against. */
export const trials = {
  plain: { title: "rendered at 512 px", comparedAt: 512, isJpeg: false },
  enlarged: { title: "rendered at 512 px, compared at 2048 px", comparedAt: 2_048, isJpeg: false },
  jpeg: { title: "from a JPEG of quality 60, compared with the clean picture", comparedAt: 512, isJpeg: true },
} as const;
export type Trial = keyof typeof trials;

/** Pixels a side of what is traced. */
export const TRACED_SIDE = 512;

/** How one tracer did on one picture. */
export interface Measured {
  readonly ssim: number;
  readonly worstSsim: number;
  /** dB; infinite where nothing differs. */
  readonly psnr: number;
  readonly deltaE: number;
  readonly edgeF1: number;
  readonly paths: number;
  readonly nodes: number;
  readonly bytes: number;
  readonly ms: number;
}

/** What the processes of the benchmark do. */
export interface BenchJobs {
  measure: {
    input: { svg: string; trial: Trial; tracers: readonly string[] };
    /** By tracer. */
    output: Record<string, Measured>;
  };
}
