import type { IllustrationReading } from "@lumiku/contracts/avatar-creator";
import type { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { useEffect, useState } from "react";
import { api } from "./api";

const PAUSE_MS = 350;

export interface Reading {
  /** What was read last; of an earlier draft while `isReading`. */
  reading: IllustrationReading | undefined;
  isReading: boolean;
}

const nothing: Reading = { reading: undefined, isReading: false };

/**
 * What an illustrator will show of a recipe and what it cannot, asked for when typing pauses. Undefined draws nothing
 * and asks nobody. An answer that was overtaken is dropped.
 */
export function useReading(recipe: Recipe | undefined): Reading {
  const [state, setState] = useState(nothing);
  const described = recipe && {
    prompt: recipe.prompt,
    ...(recipe.style && { style: recipe.style }),
    ...(recipe.persona && { persona: recipe.persona }),
    ...(recipe.attributes && { attributes: recipe.attributes }),
  };
  const key = described && JSON.stringify(described);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the description.
  useEffect(() => {
    if (!described) {
      setState(nothing);
      return;
    }
    const controller = new AbortController();
    setState((before) => ({ ...before, isReading: true }));
    const timer = setTimeout(() => {
      api.readIllustration({ body: described, signal: controller.signal }).then(
        (reading) => controller.signal.aborted || setState({ reading, isReading: false }),
        () => controller.signal.aborted || setState(nothing),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return state;
}
