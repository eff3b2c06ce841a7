const SEEDS_PER_GATE = 10;
const gates = new Map<number, { enter(signal: AbortSignal): Promise<void> }>();
let count = 0;

export interface Gate {
  /** Runs of the trial model "held" with this seed wait here. */
  seed: number;
  /** Resolves once so many runs have come to the gate, from its beginning. */
  reached(runs: number): Promise<void>;
  /** Lets so many runs through: those that wait, then those that come. */
  pass(runs: number): void;
  /** Lets everyone through from now on. */
  open(): void;
}

/** Holds work in the middle of its run for as long as a test wants. */
export function createGate(): Gate {
  const seed = ++count * SEEDS_PER_GATE;
  const waiting: (() => void)[] = [];
  const watchers: { runs: number; resolve: () => void }[] = [];
  let passes = 0;
  let reached = 0;

  gates.set(seed, {
    enter(signal) {
      reached++;
      for (const { runs, resolve } of watchers) if (reached >= runs) resolve();
      if (passes > 0) {
        passes--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(resolve), 1);
          reject(signal.reason);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(resolve);
      });
    },
  });

  return {
    seed,
    async reached(runs) {
      if (reached < runs) await new Promise<void>((resolve) => watchers.push({ runs, resolve }));
    },
    pass(runs) {
      const freed = waiting.splice(0, runs);
      passes += runs - freed.length;
      for (const resolve of freed) resolve();
    },
    open() {
      this.pass(Number.MAX_SAFE_INTEGER);
    },
  };
}

/** @throws the signal's reason when that comes first; at once when the seed has no gate */
export async function enterGate(seed: number, signal: AbortSignal): Promise<void> {
  await gates.get(seed - (seed % SEEDS_PER_GATE))?.enter(signal);
}
