import type { Generation } from "@lumiku/app-sdk";
import type { QueueState } from "@lumiku/contracts/queue";
import { paceWords } from "../../core/generation-words";
import { duration } from "../../core/words";

/** "2 running, 1 waiting". */
export function countWords(work: readonly Generation[]): string {
  if (work.length === 0) return "empty";
  const waiting = work.filter(({ status }) => status === "pending").length;
  return countOf(work.length - waiting, waiting);
}

/** One line about everyone's work. */
export function queueWords(state: QueueState): string {
  const { queueLength, processingCount, averageWaitSeconds, estimatedProcessingSeconds } = state;
  const wait = averageWaitSeconds >= 1 ? ` Work waits ${duration(averageWaitSeconds)} on average.` : "";
  if (queueLength + processingCount === 0) return `Nobody is waiting: what you start begins at once.${wait}`;
  const rest = estimatedProcessingSeconds > 0 ? `, done in about ${duration(estimatedProcessingSeconds)}` : "";
  return `Everyone here: ${countOf(processingCount, queueLength)}${rest}.${wait}`;
}

/** "3rd in line, about 40 s", "Generating image, about 12 s left"; how far it is a ring says. */
export function turnWords(generation: Generation): string {
  const { status, step, etaSeconds } = generation;
  if (status === "pending") return paceWords(generation) || step;
  return etaSeconds === null ? step : `${step}, about ${duration(etaSeconds)} left`;
}

/** In percent, over all of it. */
export function meanProgress(work: readonly Generation[]): number {
  return work.reduce((sum, { progress }) => sum + progress, 0) / Math.max(work.length, 1);
}

/** What runs, then what waits by its place. */
export function byTurn(a: Generation, b: Generation): number {
  return (a.queuePosition ?? 0) - (b.queuePosition ?? 0) || a.createdAt.localeCompare(b.createdAt);
}

const countOf = (running: number, waiting: number) =>
  [running > 0 && `${running} running`, waiting > 0 && `${waiting} waiting`].filter(Boolean).join(", ");
