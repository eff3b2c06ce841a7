import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import { type VectorPreset, vectorizer } from "@lumiku/contracts/vectorizer";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import { useState } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { createAttempts } from "../../../core/attempts";
import { useGenerations } from "../../../core/generations";
import { platform } from "../../../core/platform";
import { type Price, priceOf } from "../../../core/quota";
import { useSession } from "../../../core/session";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { usePresets } from "../editor/presets";
import { batchName } from "./batch-words";
import { findChoice, firstChoice, modelOf, type RecipeChoice, toRecipe } from "./recipe-choice";

interface ChoiceStore {
  chosen: RecipeChoice;
  choose(chosen: RecipeChoice): void;
}

/** How somebody last traced a batch is how they will trace the next. */
const useChosen = create<ChoiceStore>()(
  persist((set) => ({ chosen: firstChoice, choose: (chosen) => set({ chosen }) }), {
    name: "lumiku.vectorizer.batch",
    version: 1,
  }),
);

export interface BatchSettings {
  choice: RecipeChoice;
  choose: (choice: RecipeChoice) => void;
  /** Undefined until they are known. */
  models: readonly Model[] | undefined;
  presets: readonly VectorPreset[];
  model: Model | undefined;
  recipe: TraceRecipe | undefined;
  price: Price | undefined;
  error: AppError | undefined;
}

/** How a batch of so many pictures is traced, and what that costs. */
export function useBatchSettings(pictureCount: number): BatchSettings {
  const me = useSession((state) => state.me);
  const { chosen, choose } = useChosen();
  // Another tier opens other models.
  const [loaded] = useRefreshed(() => platform.apps.models({ params: { appId: vectorizer.id } }), [me?.account.tier]);
  const { items: presets } = usePresets();
  const models = loaded.status === "ready" ? loaded.data.items : undefined;
  const choice = findChoice(chosen, models ?? [], presets);
  const model = models?.find(({ key }) => key === modelOf(choice));
  return {
    ...{ choice, choose, models, presets, model },
    recipe: toRecipe(choice, presets),
    price: me && model ? priceOf(me, model, pictureCount) : undefined,
    error: loaded.status === "failed" ? loaded.error : undefined,
  };
}

const attempts = createAttempts();

export interface BatchStart {
  isStarting: boolean;
  error: AppError | undefined;
  /** @returns undefined when it was refused: `error` says why */
  start: (documents: readonly { id: string; name: string }[], recipe: TraceRecipe) => Promise<Generation | undefined>;
}

/** Starts batches; the same one pressed twice is charged once. */
export function useBatchStart(): BatchStart {
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<AppError>();
  const start: BatchStart["start"] = async (documents, recipe) => {
    setStarting(true);
    setError(undefined);
    try {
      const name = batchName(documents.map((document) => document.name));
      const body = { name, documentIds: documents.map(({ id }) => id), recipe };
      const generation = await attempts.make(body, (idempotencyKey) => api.startBatch({ body, idempotencyKey }));
      useGenerations.getState().upsert(generation);
      return generation;
    } catch (failure) {
      setError(failure as AppError);
      return undefined;
    } finally {
      setStarting(false);
    }
  };
  return { isStarting, error, start };
}
