import { classNames } from "@lumiku/ui/class-names";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { timeAgo } from "../../../../../core/words";
import { bytes, sizeWords } from "../../../editor/report-words";
import type { CameraInHand } from "../../../editor/use-camera";
import type { Desk } from "../../../editor/use-desk";
import { CanvasStatus, DrawingLine } from "./canvas-status";
import { Divider } from "./divider";
import { PictureCanvas } from "./picture-canvas";
import { useScene } from "./use-scene";
import { ViewSwitch } from "./view-switch";
import { ZoomControls } from "./zoom-controls";

export interface CanvasAreaProps {
  desk: Desk;
  hand: CameraInHand;
  /** On a phone, where tools need the room: the picture alone. */
  isTight: boolean;
}

/** The picture, and over its edges how it is looked at. */
export function CanvasArea({ desk, hand, isTight }: CanvasAreaProps) {
  const [divider, setDivider] = useState(0.5);
  const { scene, isLoading, failure, closed } = useScene(desk, divider);
  const { view, look, drawn, shown, rival, report, editor } = desk;
  const isDrawing = isLoading || (!shown && drawn.isDrawing);
  const kind = shown ? "Full trace" : draftWords(drawn.draft?.tracedAt);
  const name = rival ? `trace, ${timeAgo(rival.createdAt)}` : "bitmap";

  return (
    <section aria-label="Canvas" className="@container relative min-h-0 min-w-0 flex-1 bg-canvas">
      <PictureCanvas scene={scene} hand={hand} description={descriptions[scene.kind]}>
        {(hasTooManyNodes) => (
          <>
            {scene.kind === "compare" && <Divider share={divider} onMove={setDivider} beforeName={name} />}
            {scene.kind === "compare" && (
              <>
                <Side isShown={divider > 0.16} className="left-3">
                  {rival ? "Other trace" : "Before"}
                </Side>
                <Side isShown={divider < 0.84} className="right-3">
                  After
                </Side>
              </>
            )}
            {hasTooManyNodes && scene.kind === "wireframe" && (
              <p className="-translate-x-1/2 pointer-events-none absolute bottom-16 left-1/2 rounded-full bg-surface/90 px-3 py-1 text-[13px] text-muted shadow-sm">
                Zoom in to see the nodes
              </p>
            )}
          </>
        )}
      </PictureCanvas>
      <DrawingLine isShown={isDrawing} />
      <div
        className={classNames(
          "pointer-events-none absolute inset-x-3 top-3 z-20 flex flex-wrap items-start justify-between gap-2",
          isTight && "max-lg:hidden",
        )}
      >
        <ViewSwitch value={closed[view] ? "result" : view} closed={closed} onChange={look} />
        {rival && scene.kind === "compare" && (
          <button
            type="button"
            onClick={() => desk.compareWith(undefined)}
            className="pointer-events-auto flex h-11 items-center gap-2 rounded-control border border-line-strong bg-surface px-3 text-[13px] shadow-sm hover:bg-sunken"
          >
            Compared with a {name}
            <X size={15} aria-hidden="true" />
            <span className="sr-only">: compare with the bitmap again</span>
          </button>
        )}
      </div>
      <div className="pointer-events-none absolute inset-x-3 bottom-3 z-20 flex items-end justify-between gap-2">
        <CanvasStatus
          words={report && `${kind} · ${sizeWords(report)}`}
          shortWords={report && `${shown ? "Full trace" : "Draft"} · ${bytes(report.bytes)}`}
          isDrawing={isDrawing}
          failure={failure ?? (shown ? undefined : drawn.error)}
          onRetry={() => (failure ? failure.retry() : editor.redraw())}
        />
        <div className={classNames("shrink-0", isTight && "max-lg:hidden")}>
          <ZoomControls hand={hand} />
        </div>
      </div>
    </section>
  );
}

const descriptions = {
  bitmap: "The picture as pixels",
  vector: "The vector picture",
  compare: "Before on the left, after on the right",
  wireframe: "Outlines and nodes of the vector picture",
} as const;

const draftWords = (tracedAt: number | undefined) => (tracedAt ? `Draft at ${tracedAt} px` : "Draft");

function Side({ isShown, className, children }: { isShown: boolean; className: string; children: ReactNode }) {
  if (!isShown) return null;
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none absolute top-17 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs ${className}`}
    >
      {children}
    </span>
  );
}
