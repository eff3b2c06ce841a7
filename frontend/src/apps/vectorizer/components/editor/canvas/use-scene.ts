import { useMemo, useRef } from "react";
import { differenceUrl, quantisedUrl } from "../../../editor/addresses";
import type { Drawing } from "../../../editor/drawing";
import { editsOf } from "../../../editor/editor";
import { painterOf } from "../../../editor/layer-edits";
import type { ColoredDrawing, Scene } from "../../../editor/paint";
import type { Desk, ViewName } from "../../../editor/use-desk";
import { useDraftDrawing, useTraceDrawing } from "../../../editor/use-drawing";
import { useEditorState } from "../../../editor/use-editor";
import { useImage } from "../../../editor/use-image";

export interface SceneInHand {
  scene: Scene;
  /** Whether a part of it is still to come. */
  isLoading: boolean;
  /** When a part of it cannot be had: in words, and how to ask for it once more. */
  failure: { message: string; retry: () => void } | undefined;
  /** Why a view cannot be had now. */
  closed: Partial<Record<ViewName, string>>;
}

/** What the canvas shows of a document, in the view that is chosen. */
export function useScene(desk: Desk, divider: number): SceneInHand {
  const { document, shown, edits, drawn, onlyColor, rival, colors, editor } = desk;
  const { width, height } = document.asset;
  const picture = useMemo(() => ({ width, height }), [width, height]);
  const work = useEditorState(editor, (state) => state.work.present);
  const closed = closedViews(desk);
  const view = closed[desk.view] ? "result" : desk.view;

  // The address is signed anew with every snapshot; the picture is the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id says which picture it is.
  const bitmapUrl = useMemo(() => document.asset.url, [document.asset.id]);
  const bitmap = useImage(bitmapUrl);
  const difference = useImage(view === "difference" && shown ? differenceUrl(shown.id) : undefined);
  const quantised = useImage(view === "quantised" ? quantisedUrl(document.id, colors) : undefined);
  const overlay = view === "difference" ? difference : quantised;

  const traced = useTraceDrawing(shown);
  const draft = useDraftDrawing(drawn.draft?.svg);
  const drawing = useLast(shown ? traced.drawing : draft);
  const other = useTraceDrawing(rival);
  const vector = useColored(drawing, edits, onlyColor);
  const before = useColored(other.drawing, rival ? editsOf(work, rival) : noEdits, undefined);

  const ink =
    view === "wireframe" ? getComputedStyle(window.document.documentElement).getPropertyValue("--accent-ink") : "";
  const scene = useMemo((): Scene => {
    if (view === "difference" || view === "quantised") return { kind: "bitmap", picture, bitmap: overlay.image };
    if (view === "original" || !vector) return { kind: "bitmap", picture, bitmap: bitmap.image };
    if (view === "wireframe") return { kind: "wireframe", picture, bitmap: bitmap.image, vector, ink };
    if (view === "compare")
      return { kind: "compare", picture, before: rival ? before : bitmap.image, after: vector, divider };
    return { kind: "vector", picture, vector };
  }, [view, picture, bitmap.image, overlay.image, vector, rival, before, divider, ink]);

  const missing = [
    { part: traced, message: "The drawing of this trace could not be loaded." },
    { part: other, message: "The trace to compare with could not be loaded." },
    { part: overlay, message: "This view could not be loaded." },
    ...(view === "result" ? [] : [{ part: bitmap, message: "The picture itself could not be loaded." }]),
  ].find(({ part }) => part.isFailed);
  return {
    scene,
    isLoading: traced.isLoading || other.isLoading || overlay.isLoading,
    failure: missing && { message: missing.message, retry: missing.part.retry },
    closed,
  };
}

const noEdits: Desk["edits"] = [];

function closedViews({ shown, colors }: Desk): SceneInHand["closed"] {
  return {
    ...(!shown && { difference: "Difference: after a full trace" }),
    ...(colors.length === 0 && { quantised: "Quantised: when there is a palette" }),
  };
}

function useColored(
  drawing: Drawing | undefined,
  edits: Desk["edits"],
  onlyColor: string | undefined,
): ColoredDrawing | undefined {
  return useMemo(() => drawing && { drawing, colorOf: painterOf(edits, onlyColor) }, [drawing, edits, onlyColor]);
}

/** What was there last, while the next is on its way. */
function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
