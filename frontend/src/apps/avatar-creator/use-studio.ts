import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import { isDescribed, type StyleCredit } from "@lumiku/contracts/avatar-creator-recipe";
import { useCallback, useMemo, useState } from "react";
import { createAttempts } from "../../core/attempts";
import { useGenerations } from "../../core/generations";
import { platform } from "../../core/platform";
import { type Price, priceOf, unitsLeft } from "../../core/quota";
import { useSession } from "../../core/session";
import { useAsync } from "../../core/use-async";
import { useRefreshed } from "../../core/use-refreshed";
import { api } from "./api";
import { type Draft, emptyDraft } from "./draft";
import { referencesOf, toPresetRecipe, toRequest } from "./draft-request";
import { findHindrance, type Hindrance, leftAfter } from "./hindrance";
import { chooseModel, choosingModel, isIllustrated } from "./models";
import { usePresets } from "./presets";
import { useDrafts } from "./store";
import { forgetUndo } from "./undo";
import { type Reading, useReading } from "./use-reading";

export const APP_ID = "avatar-creator";

const attempts = createAttempts();

export interface Studio {
  projectId: string;
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  models: readonly Model[];
  /** Why there are none. */
  modelsError: AppError | undefined;
  reloadModels: () => void;
  model: Model | undefined;
  chooseModel: (key: string) => void;
  styles: readonly StyleCredit[];
  /** A picture in each style, by the style's id. */
  stylePictures: Readonly<Record<string, string>>;
  /** The pictures that are followed now. */
  references: string[];
  hasConsent: boolean;
  giveConsent: (isGiven: boolean) => void;
  /** What the illustrators make of the draft; nothing for other models. */
  reading: Reading;
  price: Price | undefined;
  leftWords: string | undefined;
  hindrance: Hindrance | undefined;
  error: AppError | undefined;
  isStarting: boolean;
  /** Starts the draft, or another one as it is. */
  generate: (other?: Draft) => Promise<void>;
  /** Of the picture that is looked at. */
  shownSeed: number | undefined;
  /** Looks at a generation or an avatar. */
  select: (id: string) => void;
}

/** All that the studio knows and does, apart from what it has made. */
export function useStudio(projectId: string, shown: Generation | undefined, select: (id: string) => void): Studio {
  const me = useSession((state) => state.me);
  // Another tier opens other models.
  const [loaded, reloadModels] = useRefreshed(
    () => platform.apps.models({ params: { appId: APP_ID } }),
    [me?.account.tier],
  );
  const [credited] = useAsync("styles", () => api.listStyles());
  const draft = useDrafts((state) => state.byProject[projectId] ?? emptyDraft);
  const changeDraft = useDrafts((state) => state.change);
  const [consentedTo, setConsentedTo] = useState("");
  const [error, setError] = useState<AppError>();
  const [isStarting, setStarting] = useState(false);

  const change = useCallback(
    (changes: Partial<Draft>) => {
      forgetUndo();
      changeDraft(projectId, changes);
    },
    [changeDraft, projectId],
  );
  const models = loaded.status === "ready" ? loaded.data.items : [];
  const model = chooseModel(models, draft);
  const drawn = model && isIllustrated(model) ? toPresetRecipe(draft, model) : undefined;
  const references = model ? referencesOf(draft, model) : [];
  const hasConsent = references.length > 0 && consentedTo === setOf(references);
  const price = me && model ? priceOf(me, model, draft.count) : undefined;
  const hindrance = findHindrance(draft, model, price, hasConsent);
  const left = price?.unit === "quota" && me?.quota ? unitsLeft(me.quota).count : (me?.credits.available ?? 0);

  const generate = async (other?: Draft) => {
    const started = other ?? draft;
    const drawnBy = chooseModel(models, started);
    if (isStarting || !drawnBy || (!other && hindrance)) return;
    setStarting(true);
    setError(undefined);
    try {
      const body = toRequest(started, drawnBy, hasConsent);
      const generation = await attempts.make({ projectId, body }, (idempotencyKey) =>
        api.generateAvatars({ params: { projectId }, body, idempotencyKey }),
      );
      forgetUndo();
      useGenerations.getState().upsert(generation);
      select(generation.id);
      // Where the result is, whatever was scrolled to.
      window.scrollTo({ top: 0 });
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setStarting(false);
    }
  };

  return {
    ...{ projectId, draft, change, models, model, reloadModels, references, hasConsent, price, hindrance },
    ...{ error, isStarting, generate, select },
    modelsError: loaded.status === "failed" ? loaded.error : undefined,
    chooseModel: (key) => {
      const chosen = models.find((option) => option.key === key);
      if (chosen) change(choosingModel(chosen, draft));
    },
    styles: credited.status === "ready" ? credited.data.items : [],
    stylePictures: useStylePictures(),
    giveConsent: (isGiven) => setConsentedTo(isGiven ? setOf(references) : ""),
    reading: useReading(drawn && isDescribed(drawn) ? drawn : undefined),
    leftWords: price && leftAfter(price, left),
    shownSeed: shown?.seed,
  };
}

/** Consent is to these pictures, in whatever order, and to no others. */
const setOf = (assetIds: readonly string[]) => [...assetIds].sort().join();

/** One picture for each illustration style: that of the first preset drawn in it. */
function useStylePictures(): Record<string, string> {
  const { items } = usePresets();
  return useMemo(() => {
    const drawn = items.filter(({ isOwn, pictureUrl, recipe }) => !isOwn && pictureUrl && recipe.style);
    return Object.fromEntries(drawn.reverse().map(({ recipe, pictureUrl }) => [recipe.style, pictureUrl]));
  }, [items]);
}
