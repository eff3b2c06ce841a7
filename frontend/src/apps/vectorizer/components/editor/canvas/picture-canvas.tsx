import { classNames } from "@lumiku/ui/class-names";
import { type ReactNode, useState } from "react";
import { originOf } from "../../../editor/camera";
import type { Scene } from "../../../editor/paint";
import type { CameraInHand } from "../../../editor/use-camera";
import { usePainter } from "../../../editor/use-painter";

export interface PictureCanvasProps {
  scene: Scene;
  hand: CameraInHand;
  /** What is seen, for who does not see it. */
  description: string;
  /** Over the picture, told whether nodes were left out. */
  children: (hasTooManyNodes: boolean) => ReactNode;
}

/** The picture in its frame, over a chequerboard that shows through where it is transparent. */
export function PictureCanvas({ scene, hand, description, children }: PictureCanvasProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const { camera, frame, frameProps, isDragged } = hand;
  const hasTooManyNodes = usePainter(canvas, scene, camera, frame);
  const { x, y } = originOf(camera, frame, scene.picture);
  const [left, top] = [Math.max(x, 0), Math.max(y, 0)];
  const board = {
    ...{ left, top },
    width: Math.max(Math.min(x + scene.picture.width * camera.scale, frame.width) - left, 0),
    height: Math.max(Math.min(y + scene.picture.height * camera.scale, frame.height) - top, 0),
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this is a picture that keys move.
    <div
      {...frameProps}
      role="group"
      aria-label="Picture"
      aria-keyshortcuts="+ - 0 1 ArrowLeft ArrowRight ArrowUp ArrowDown"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: with the focus on it, keys bring it closer and move it.
      tabIndex={0}
      className={classNames(
        "absolute inset-0 touch-none select-none overflow-hidden focus-visible:-outline-offset-2",
        isDragged ? "cursor-grabbing" : "cursor-grab",
      )}
    >
      <div
        aria-hidden="true"
        className="absolute [background:repeating-conic-gradient(var(--sunken)_0_25%,var(--surface)_0_50%)_0_0/16px_16px]"
        style={board}
      />
      <canvas ref={setCanvas} role="img" aria-label={description} className="absolute inset-0 size-full text-accent" />
      {children(hasTooManyNodes)}
    </div>
  );
}
