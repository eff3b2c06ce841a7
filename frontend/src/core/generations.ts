import { type AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import { useMemo } from "react";
import { createEntityStore } from "./entities";
import { newIdempotencyKey } from "./http";
import { platform } from "./platform";
import { nextSteps } from "./refusal-words";

export const useGenerations = createEntityStore<Generation>();

export async function fetchGenerations(
  query: { limit?: number; cursor?: string; appId?: string; status?: Generation["status"] } = {},
) {
  const page = await platform.generations.list({ query });
  useGenerations.getState().upsert(...page.items);
  return page;
}

/** Stops it; whatever hinders that is said in a toast. */
export async function cancelGeneration(generationId: string): Promise<void> {
  await attempt(platform.generations.cancel({ params: { generationId } }));
}

/** Starts failed or stopped work again. @returns the new work, or undefined when it was refused and the person told */
export function retryGeneration(generationId: string): Promise<Generation | undefined> {
  return attempt(platform.generations.retry({ params: { generationId }, idempotencyKey: newIdempotencyKey() }));
}

/** What is here of a person's work, newest first. */
export function useGenerationList(filter: (generation: Generation) => boolean): Generation[] {
  const byId = useGenerations((state) => state.byId);
  return useMemo(
    () =>
      Object.values(byId)
        .filter(filter)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
    [byId, filter],
  );
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
