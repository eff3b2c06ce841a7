import type { AppError } from "@lumiku/app-sdk";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Draft } from "@lumiku/contracts/vectorizer-traces";
import type { Timer } from "./timer";

export interface DraftState {
  /** The last one that was drawn; it stays until the next is there. */
  draft: Draft | undefined;
  /** Whether one that was asked for is still to come. */
  isDrawing: boolean;
  /** Why what was asked for last is not there. */
  error: AppError | undefined;
}

export interface DraftsDependencies {
  /** @throws AppError */
  send(recipe: TraceRecipe, signal: AbortSignal): Promise<Draft>;
  show(state: DraftState): void;
  timer: Timer;
}

/** A slider that is dragged asks once, when it rests. */
const PAUSE_MS = 150;
/**
 * Another tab has asked for a draft of the same document, which takes the place of this one. Each time it is overtaken
 * it waits twice as long: two tabs whose drafts take longer than this would overtake each other for ever.
 */
const OVERTAKEN_MS = 1_000;
const LONGEST_OVERTAKEN_MS = 16_000;
/** Undoing and redoing shows again what was drawn before. */
const MAX_KEPT = 24;

/**
 * Draws drafts: what is asked for last counts, what was asked for before it is given up, and what was drawn already is
 * there at once. When the server asks for patience it is asked again by itself.
 */
export function createDrafts({ send, show, timer }: DraftsDependencies) {
  const kept = new Map<string, Draft>();
  let state: DraftState = { draft: undefined, isDrawing: false, error: undefined };
  let leave: (() => void) | undefined;

  const update = (changes: Partial<DraftState>) => {
    state = { ...state, ...changes };
    show(state);
  };

  const giveUp = () => {
    leave?.();
    leave = undefined;
  };

  const draw = async (recipe: TraceRecipe, key: string, timesOvertaken = 0) => {
    const request = new AbortController();
    leave = () => request.abort();
    try {
      const draft = await send(recipe, request.signal);
      if (request.signal.aborted) return;
      kept.set(key, draft);
      for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
      update({ draft, isDrawing: false, error: undefined });
    } catch (failure) {
      if (request.signal.aborted) return;
      const error = failure as AppError;
      const waitMs = patienceFor(error, timesOvertaken);
      if (waitMs !== undefined) leave = timer(() => void draw(recipe, key, timesOvertaken + 1), waitMs);
      else update({ isDrawing: false, error });
    }
  };

  return {
    /** @param pauseMs how long to wait for another wish */
    request(recipe: TraceRecipe, pauseMs = PAUSE_MS): void {
      giveUp();
      const key = JSON.stringify(recipe);
      const known = kept.get(key);
      if (known) {
        update({ draft: known, isDrawing: false, error: undefined });
        return;
      }
      update({ isDrawing: true, error: undefined });
      leave = timer(() => void draw(recipe, key), pauseMs);
    },

    /** What was asked for is not wanted any more. */
    stop(): void {
      giveUp();
      if (state.isDrawing) update({ isDrawing: false });
    },
  };
}

/** How long to wait before asking again; undefined when asking again would not help. */
function patienceFor({ code, status, retryAfterMs }: AppError, timesOvertaken: number): number | undefined {
  if (code === "CONFLICT") return Math.min(OVERTAKEN_MS * 2 ** timesOvertaken, LONGEST_OVERTAKEN_MS);
  return status === 429 ? retryAfterMs : undefined;
}
