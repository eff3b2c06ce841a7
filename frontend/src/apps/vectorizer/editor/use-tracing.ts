import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import { VectorizeParams } from "@lumiku/contracts/vectorizer";
import { useCallback, useEffect, useState } from "react";
import { createAttempts } from "../../../core/attempts";
import { fetchGenerations, isRunning, useGenerationList, useGenerations } from "../../../core/generations";
import { platform } from "../../../core/platform";
import { type Price, priceOf, unitsLeft } from "../../../core/quota";
import { useSession } from "../../../core/session";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { findHindrance, type Hindrance, leftAfter } from "./hindrance";
import { type Tuning, toRecipe } from "./tuning";

export const APP_ID = "vectorizer";
const RECENT = 20;

const attempts = createAttempts();

export interface Tracing {
  models: readonly Model[];
  /** What is traced with now. */
  model: Model | undefined;
  /** What this person pays with now. */
  unit: "credits" | "quota";
  price: Price | undefined;
  /** "92 credits left after". */
  leftWords: string | undefined;
  hindrance: Hindrance | undefined;
  /** Why the last start was refused. */
  error: AppError | undefined;
  isStarting: boolean;
  /** The newest trace of this document that waits or runs. */
  running: Generation | undefined;
  /** The last one that was started or found running here, whatever became of it. */
  started: Generation | undefined;
  start: () => Promise<void>;
}

/** Full traces of a document: what one costs, those on their way, and how to start one. */
export function useTracing(documentId: string, tuning: Tuning): Tracing {
  const me = useSession((state) => state.me);
  // Another tier opens other models.
  const [loaded] = useRefreshed(() => platform.apps.models({ params: { appId: APP_ID } }), [me?.account.tier]);
  const [error, setError] = useState<AppError>();
  const [isStarting, setStarting] = useState(false);
  const [startedId, setStartedId] = useState<string>();
  const started = useGenerations(({ byId }) => (startedId ? byId[startedId] : undefined));

  const belongs = useCallback(
    (generation: Generation) => isRunning(generation) && isOfDocument(generation, documentId),
    [documentId],
  );
  const [running] = useGenerationList(belongs);
  useEffect(() => {
    void fetchGenerations({ appId: APP_ID, limit: RECENT }).catch(() => {});
  }, []);
  // One that a reload or another tab has left running counts as started here: its end is told here.
  useEffect(() => {
    if (!running) return;
    setStartedId(running.id);
    // A start whose answer got lost has started it after all.
    setError(undefined);
  }, [running]);

  const models = loaded.status === "ready" ? loaded.data.items : [];
  const model = models.find(({ key }) => key === tuning.model);
  const price = me && model ? priceOf(me, model, 1) : undefined;
  const left = price?.unit === "quota" && me?.quota ? unitsLeft(me.quota).count : (me?.credits.available ?? 0);
  const hindrance = findHindrance(tuning, model, price);

  const start = async () => {
    if (isStarting || running || hindrance) return;
    setStarting(true);
    setError(undefined);
    try {
      const body = toRecipe(tuning);
      const generation = await attempts.make({ documentId, body }, (idempotencyKey) =>
        api.trace({ params: { documentId }, body, idempotencyKey }),
      );
      useGenerations.getState().upsert(generation);
      setStartedId(generation.id);
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setStarting(false);
    }
  };

  return {
    ...{ models, model, price, hindrance, error, isStarting, running, started, start },
    unit: price?.unit ?? "credits",
    leftWords: price && leftAfter(price, left),
  };
}

/** Whether a document is one of those that this work traces. */
export function isOfDocument({ appId, params }: Pick<Generation, "appId" | "params">, documentId: string): boolean {
  if (appId !== APP_ID) return false;
  const { data } = VectorizeParams.shape.documents.safeParse(params.documents);
  return data?.some((document) => document.documentId === documentId) ?? false;
}
