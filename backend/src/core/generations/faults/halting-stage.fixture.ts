import { expect } from "bun:test";
import { type Case, mayBeLost, planOf } from "./cases.fixture";
import { createHalts, haltPorts } from "./halts.fixture";
import { expectSound } from "./soundness.fixture";
import { createStage, type Piece, type Stage, type StageOptions, until } from "./stage.fixture";

export interface HaltingStage extends Stage {
  /** In the order of the cases. */
  pieces: Piece[];
  /** Lets everything go on. */
  release(): void;
  /** Every piece has ended in one of the two ways there are, and the books balance. */
  expectAllSound(): Promise<void>;
}

/** A platform that works in this process, with work in hand that has come as far as each case says. */
export async function createHaltingStage(wanted: readonly Case[], options: StageOptions): Promise<HaltingStage> {
  const halted = new Set<number>();
  const halts = createHalts(planOf(wanted), (seed) => halted.add(seed));
  const stage = await createStage({
    ...options,
    wrap: (ports) => haltPorts(ports, halts),
    onOutput: (seed) => halts.at("inside the delivery's transaction", seed),
  });
  await stage.platform.startWorker();
  const pieces = await Promise.all(wanted.map(({ model, seed }) => stage.start(model, { seed })));
  await until(() => wanted.every(({ seed }) => halted.has(seed)));
  return {
    ...{ ...stage, pieces, release: halts.release },
    async expectAllSound() {
      for (const [index, piece] of pieces.entries()) {
        const codes = mayBeLost(wanted[index] as Case) ? ["PROVIDER_LOST"] : [];
        expectSound(piece.model, await stage.outcomeOf(piece), codes);
      }
      expect(await stage.platform.credits.audit()).toEqual([]);
    },
  };
}
