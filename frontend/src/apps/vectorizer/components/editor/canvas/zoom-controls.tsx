import { Minus, Plus } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { count } from "../../../../../core/words";
import type { CameraInHand } from "../../../editor/use-camera";

const ZoomMenu = lazy(() => import("./zoom-menu"));

/** How close the picture is: in and out by round scales, or to one of them. */
export function ZoomControls({ hand }: { hand: CameraInHand }) {
  const { camera, step } = hand;
  const percent = `${count(Math.round(camera.scale * 100))} %`;
  const trigger = (
    <button
      type="button"
      aria-label={`Zoom, ${percent}`}
      className="tabular h-9 w-18 rounded-md text-[13px] hover:bg-sunken pointer-coarse:h-11"
    >
      {percent}
    </button>
  );
  return (
    <div className="pointer-events-auto flex items-center rounded-control border border-line-strong bg-surface p-1 shadow-sm">
      <ZoomButton label="Zoom out" onClick={() => step(-1)}>
        <Minus size={16} aria-hidden="true" />
      </ZoomButton>
      <Suspense fallback={trigger}>
        <ZoomMenu {...{ hand, trigger }} />
      </Suspense>
      <ZoomButton label="Zoom in" onClick={() => step(1)}>
        <Plus size={16} aria-hidden="true" />
      </ZoomButton>
    </div>
  );
}

function ZoomButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink pointer-coarse:size-11"
    >
      {children}
    </button>
  );
}
