import { ImageOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { classNames } from "./class-names";
import type { useZoom } from "./use-zoom";

interface LightboxPictureProps {
  picture: { src: string; alt: string; width: number; height: number; preview: string | null };
  stage: ReturnType<typeof useZoom>;
}

/** The picture in its frame: blurred until it is there, and in words when it does not come. */
export function LightboxPicture({ picture, stage }: LightboxPictureProps) {
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  const { view, isClose, isDragged, isMeasured, frameProps } = stage;
  const { src, alt, width, height, preview } = picture;
  return (
    <div
      {...frameProps}
      className={classNames(
        "absolute inset-0 touch-none select-none overflow-hidden",
        isClose && (isDragged ? "cursor-grabbing" : "cursor-grab"),
      )}
    >
      <div
        className={classNames("absolute top-1/2 left-1/2", !isDragged && "transition-transform duration-150")}
        style={{
          width,
          height,
          transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          visibility: isMeasured ? "visible" : "hidden",
        }}
      >
        {preview && state === "loading" && (
          <img src={preview} alt="" draggable={false} className="absolute inset-0 size-full object-cover blur-lg" />
        )}
        <img
          {...{ src, width, height }}
          alt={alt}
          draggable={false}
          onLoad={() => setState("shown")}
          onError={() => setState("failed")}
          className={classNames("absolute inset-0 size-full", state !== "shown" && "opacity-0")}
        />
      </div>
      {state === "failed" && (
        <p className="absolute inset-0 grid place-content-center justify-items-center gap-2 p-6 text-center text-muted">
          <ImageOff size={28} aria-hidden="true" />
          This picture could not be loaded.
        </p>
      )}
    </div>
  );
}

interface LightboxButtonProps {
  label: string;
  isDisabled?: boolean;
  /** Over the picture, at one of its sides. */
  place?: "left" | "right";
  onClick: () => void;
  children: ReactNode;
}

const places = {
  left: "absolute left-1.5 top-1/2 -translate-y-1/2 rounded-full bg-surface/80",
  right: "absolute right-1.5 top-1/2 -translate-y-1/2 rounded-full bg-surface/80",
} as const;

export function LightboxButton({ label, isDisabled, place, onClick, children }: LightboxButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      // Still there for the focus that is on it.
      aria-disabled={isDisabled}
      onClick={() => !isDisabled && onClick()}
      className={classNames(
        "grid size-11 shrink-0 place-items-center rounded-control text-ink transition-colors duration-150",
        isDisabled ? "cursor-default opacity-35" : "hover:bg-sunken",
        place && places[place],
      )}
    >
      {children}
    </button>
  );
}
