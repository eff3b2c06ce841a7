import { ChevronLeft, ChevronRight, Maximize, X, ZoomIn, ZoomOut } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect } from "react";
import { isTypedInto } from "./key-target";
import { LightboxButton, LightboxPicture } from "./lightbox-parts";
import { useFocusReturn } from "./modal";
import { useZoom } from "./use-zoom";
import type { Point } from "./zoom";

export interface LightboxProps {
  pictures: readonly { src: string; alt: string; width: number; height: number; preview: string | null }[];
  index: number;
  onIndexChange: (index: number) => void;
  onClose: () => void;
  /** What can be done with this picture: small buttons. */
  actions?: ReactNode;
}

const ZOOM_STEP = 1.4;
const factors: Record<string, number> = { "+": ZOOM_STEP, "=": ZOOM_STEP, "-": 1 / ZOOM_STEP };
const distances: Record<string, Point> = {
  ArrowLeft: { x: 80, y: 0 },
  ArrowRight: { x: -80, y: 0 },
  ArrowUp: { x: 0, y: 80 },
  ArrowDown: { x: 0, y: -80 },
};

/**
 * Pictures over the whole screen, one at a time. Arrow keys or a swipe go to the next, wheel, pinch, + − 0 or a double
 * click bring it closer, dragging or Shift with the arrows moves it, Escape closes it.
 */
export function Lightbox(props: LightboxProps) {
  const picture = props.pictures[props.index];
  return picture ? <Opened {...props} picture={picture} /> : null;
}

function Opened({
  pictures,
  index,
  onIndexChange,
  onClose,
  actions,
  picture,
}: LightboxProps & { picture: LightboxProps["pictures"][number] }) {
  const returnFocus = useFocusReturn();
  const go = (to: number) => pictures[to] && to !== index && onIndexChange(to);
  const stage = useZoom({ ...picture, id: picture.src, onSwipe: (step) => go(index + step) });
  const { view, zoom } = stage;
  useEffect(() => {
    for (const neighbour of [pictures[index + 1], pictures[index - 1]]) if (neighbour) new Image().src = neighbour.src;
  }, [pictures, index]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTypedInto(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const last = pictures.length - 1;
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[key];
    const distance = event.shiftKey ? distances[key] : undefined;
    const factor = factors[key];
    if (distance) stage.pan(distance);
    else if (target !== undefined) go(target);
    else if (factor) zoom(factor);
    else if (key === "0") stage.showWhole();
    else return;
    event.preventDefault();
  };

  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Content
          data-theme="dark"
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-0 z-50 flex animate-fade-in flex-col bg-canvas text-ink outline-none"
        >
          <div className="z-10 flex h-14 shrink-0 items-center gap-1 pr-1.5 pl-4">
            <Radix.Title className="tabular mr-auto truncate text-muted">
              {pictures.length > 1 ? `${index + 1} of ${pictures.length}` : "Picture"}
            </Radix.Title>
            {actions}
            <LightboxButton label="Close" onClick={onClose}>
              <X size={20} aria-hidden="true" />
            </LightboxButton>
          </div>
          <div className="relative min-h-0 flex-1">
            <LightboxPicture key={picture.src} picture={picture} stage={stage} />
            {pictures.length > 1 && (
              <>
                <LightboxButton
                  label="Previous picture"
                  isDisabled={index === 0}
                  onClick={() => go(index - 1)}
                  place="left"
                >
                  <ChevronLeft size={24} aria-hidden="true" />
                </LightboxButton>
                <LightboxButton
                  label="Next picture"
                  isDisabled={index === pictures.length - 1}
                  onClick={() => go(index + 1)}
                  place="right"
                >
                  <ChevronRight size={24} aria-hidden="true" />
                </LightboxButton>
              </>
            )}
          </div>
          <div className="z-10 flex shrink-0 items-center justify-center gap-1 pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
            <LightboxButton label="Zoom out" isDisabled={!stage.isClose} onClick={() => zoom(1 / ZOOM_STEP)}>
              <ZoomOut size={18} aria-hidden="true" />
            </LightboxButton>
            <output aria-label="Zoom" className="tabular w-14 text-center text-[13px] text-muted">
              {Math.round(view.scale * 100)} %
            </output>
            <LightboxButton label="Zoom in" isDisabled={view.scale >= stage.largest} onClick={() => zoom(ZOOM_STEP)}>
              <ZoomIn size={18} aria-hidden="true" />
            </LightboxButton>
            <LightboxButton label="Show the whole picture" isDisabled={!stage.isClose} onClick={stage.showWhole}>
              <Maximize size={18} aria-hidden="true" />
            </LightboxButton>
          </div>
          <p role="status" className="sr-only">
            {pictures.length > 1 && `${index + 1} of ${pictures.length}: ${picture.alt}`}
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
