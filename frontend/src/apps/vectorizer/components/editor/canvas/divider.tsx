import { ChevronsLeftRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";

export interface DividerProps {
  /** Where it is, 0–1 of the frame's width. */
  share: number;
  onMove: (share: number) => void;
  /** What is on its left. */
  beforeName: string;
}

const steps: Record<string, (share: number) => number> = {
  ArrowLeft: (share) => share - 0.02,
  ArrowRight: (share) => share + 0.02,
  PageUp: (share) => share + 0.1,
  PageDown: (share) => share - 0.1,
  Home: () => 0,
  End: () => 1,
};

/** The line between two pictures. It is dragged, or moved by the arrow keys; the picture below moves on its own. */
export function Divider({ share, onMove, beforeName }: DividerProps) {
  const line = useRef<HTMLDivElement>(null);
  const move = (next: number) => onMove(Math.min(Math.max(next, 0), 1));
  const percent = Math.round(share * 100);

  const onPointerMove = (event: PointerEvent) => {
    const frame = line.current?.parentElement?.getBoundingClientRect();
    if (!frame || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move((event.clientX - frame.left) / frame.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    move(step(share));
  };
  return (
    <div ref={line} className="pointer-events-none absolute inset-y-0 z-10 w-0" style={{ left: `${share * 100}%` }}>
      <span className="-left-px absolute inset-y-0 w-0.5 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]" />
      <div
        role="slider"
        tabIndex={0}
        aria-label="How much of the picture before is shown"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} % ${beforeName}, ${100 - percent} % result`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.stopPropagation();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        className="-translate-x-1/2 -translate-y-1/2 pointer-events-auto absolute top-1/2 grid size-11 cursor-ew-resize touch-none place-items-center rounded-full bg-white text-zinc-900 shadow-lg outline-offset-4"
      >
        <ChevronsLeftRight size={20} aria-hidden="true" />
      </div>
    </div>
  );
}
