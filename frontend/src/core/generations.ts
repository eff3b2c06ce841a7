import { type AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import { useMemo } from "react";
import { createAttempts } from "./attempts";
import { createEntityStore } from "./entities";
import { platform } from "./platform";
import { nextSteps } from "./refusal-words";

export const useGenerations = createEntityStore<Generation>();

export type GenerationsQuery = NonNullable<NonNullable<Parameters<typeof platform.generations.list>[0]>["query"]>;

/** One page of what the server has. It is in the store as well, where the stream keeps it up to date. */
export async function fetchGenerations(query: GenerationsQuery = {}) {
  const page = await platform.generations.list({ query });
  useGenerations.getState().upsert(...page.items);
  return page;
}

/** Stops it; whatever hinders that is said in a toast. */
export async function cancelGeneration(generationId: string): Promise<void> {
  await attempt(platform.generations.cancel({ params: { generationId } }));
}

const retries = createAttempts();

/** Starts failed or stopped work again. @returns the new work, or undefined when it was refused and the person told */
export function retryGeneration(generationId: string): Promise<Generation | undefined> {
  const send = (idempotencyKey: string) => platform.generations.retry({ params: { generationId }, idempotencyKey });
  return attempt(retries.make(generationId, send));
}

/** What is here of a person's work, newest first. */
export function useGenerationList(filter: (generation: Generation) => boolean): Generation[] {
  const byId = useGenerations((state) => state.byId);
  return useMemo(() => Object.values(byId).filter(filter).sort(newestFirst), [byId, filter]);
}

/** The order of every list of work, here and on the server. */
export function newestFirst(a: Pick<Generation, "createdAt" | "id">, b: Pick<Generation, "createdAt" | "id">): number {
  // Moments of one form: letter by letter is by time, and quicker than by language.
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

export const isRunning = (generation: Generation): boolean => !isTerminal(generation.status);

export const canRetry = ({ status }: Generation): boolean => status === "failed" || status === "cancelled";

async function attempt(request: Promise<Generation>): Promise<Generation | undefined> {
  try {
    const generation = await request;
    useGenerations.getState().upsert(generation);
    return generation;
  } catch (error) {
    const { toast } = await import("sonner");
    const { code, message } = error as AppError;
    const [step] = nextSteps({ code });
    const action = step && { label: step.label, onClick: () => window.location.assign(step.to) };
    toast.error(message, action && { action });
    return undefined;
  }
}
