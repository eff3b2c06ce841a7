import type { Asset, Generation, GenerationOutput } from "@lumiku/app-sdk";
import { priceOf } from "../../core/quota";
import { useSession } from "../../core/session";
import { cost } from "../../core/words";
import type { RecipeActions } from "./components/result/picture-menu";
import { limits } from "./draft";
import { draftOf } from "./made-words";
import { useDrafts } from "./store";
import { changeWithUndo } from "./undo";
import type { Studio } from "./use-studio";

/** What the studio does with what was made. */
export interface PictureActions {
  ofGeneration: (generation: Generation) => RecipeActions;
  ofOutput: (generation: Generation, output: GenerationOutput) => RecipeActions;
  /** Follows the picture in the next portrait. */
  onReference: (asset: Pick<Asset, "id">) => void;
  /** Looks at a generation or an avatar. */
  onSelect: (id: string) => void;
}

export function createPictureActions({ projectId, models, generate, select, change }: Studio): PictureActions {
  const actionsOf = (generation: Generation, seed: number): RecipeActions => {
    const draft = draftOf(generation);
    const { me } = useSession.getState();
    const model = models.find(({ key }) => key === generation.model);
    const price = me && model ? priceOf(me, model, generation.count) : undefined;
    return {
      moreCost: price && cost(price.unit, price.total),
      onMore() {
        const again = { ...draft, seed: "" };
        // Whose pictures are followed has to be confirmed for each use.
        const canStart = model?.isAvailable && draft.referenceAssetIds.length === 0;
        if (canStart) void generate(again);
        else changeWithUndo(projectId, again, "Everything is filled in, with a new seed");
      },
      onReuse: () => changeWithUndo(projectId, { ...draft, seed: String(seed) }, "Everything is filled in"),
      onUseSeed: () => changeWithUndo(projectId, { seed: String(seed) }, `The seed ${seed} is held`),
    };
  };
  return {
    ofGeneration: (generation) => actionsOf(generation, generation.seed),
    ofOutput: (generation, output) => actionsOf(generation, output.seed ?? generation.seed),
    onReference({ id }) {
      const { referenceAssetIds = [] } = useDrafts.getState().byProject[projectId] ?? {};
      change({ startFrom: "references", referenceAssetIds: addReference(referenceAssetIds, id) });
    },
    onSelect: select,
  };
}

/** With one more at the end; the first makes room where there are as many as may be. */
export function addReference(ids: readonly string[], id: string): string[] {
  return [...ids.filter((other) => other !== id), id].slice(-limits.references);
}
