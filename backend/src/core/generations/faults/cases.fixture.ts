import type { FaultModel } from "./fault-app.fixture";
import { type Plan, type Step, steps } from "./halts.fixture";

export interface Case {
  model: FaultModel;
  step: Step;
  seed: number;
}

const models: FaultModel[] = ["bfl", "huggingface", "sdserver", "builtin"];
const onlyWithProvider: Step[] = ["before the provider is asked", "after the provider answered"];
const onlyWithTicket: Step[] = ["after the ticket is stored", "while the provider works"];

/** Every step that there is for a model, of every model. */
export const cases: Case[] = models.flatMap((model, line) =>
  steps
    .filter((step) => !(model === "builtin" && onlyWithProvider.includes(step)))
    .filter((step) => !((model === "builtin" || model === "huggingface") && onlyWithTicket.includes(step)))
    .map((step, column) => ({ model, step, seed: 1_000 * (line + 1) + 10 * column })),
);

export const planOf = (wanted: readonly Case[]): Plan =>
  Object.fromEntries(wanted.map(({ seed, step }) => [seed, step]));

const isBetween = (step: Step, first: Step, last: Step) =>
  steps.indexOf(step) >= steps.indexOf(first) && steps.indexOf(step) <= steps.indexOf(last);

/**
 * A metered call is never made twice: one that cannot be found again has failed, and is given back. It is found
 * by its ticket; a direct call has none, so that its picture is safe only once it is delivered.
 */
export function isLost({ model, step }: Omit<Case, "seed">): boolean {
  if (model === "huggingface")
    return isBetween(step, "before the provider is asked", "inside the delivery's transaction");
  return model === "bfl" && onlyWithProvider.includes(step);
}

/** Whether work that goes on from this step, with its worker cut off at any later moment, may be lost to us. */
export function mayBeLost({ model, step }: Omit<Case, "seed">): boolean {
  if (model === "huggingface") return isBetween(step, "before the claim", "inside the delivery's transaction");
  return model === "bfl" && isBetween(step, "before the claim", "after the provider answered");
}

/** What has ended is not claimed again. */
export function countAttempts({ step }: Pick<Case, "step">): number {
  return isBetween(step, "after the claim", "inside the delivery's transaction") ? 2 : 1;
}

/** How a generation of one output has to end whose first worker got no further than the step. */
export function expectedOf(wanted: Omit<Case, "seed">) {
  const hasFailed = isLost(wanted);
  const status = hasFailed ? "failed" : "completed";
  const balance = { available: hasFailed ? 100 : 95, held: 0 };
  return {
    status,
    outputs: [hasFailed ? "PROVIDER_LOST" : "completed"],
    error: hasFailed ? "PROVIDER_LOST" : null,
    charged: hasFailed ? 0 : 5,
    attempts: countAttempts(wanted),
    openCalls: 0,
    balance,
    told: { status, outputs: 1, balance },
  };
}
