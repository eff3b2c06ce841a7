import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { useMemo } from "react";
import { createEntityStore } from "./entities";
import { platform } from "./platform";

export const useGenerations = createEntityStore<Generation>();

export async function fetchGenerations(
  query: { limit?: number; cursor?: string; appId?: string; status?: Generation["status"] } = {},
) {
  const page = await platform.generations.list({ query });
  useGenerations.getState().upsert(...page.items);
  return page;
}

export async function cancelGeneration(generationId: string): Promise<void> {
  useGenerations.getState().upsert(await platform.generations.cancel({ params: { generationId } }));
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
