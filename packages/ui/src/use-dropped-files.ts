import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { isTypedInto } from "./key-target";

export interface DroppedFiles {
  zone: RefObject<HTMLDivElement | null>;
  /** Files are being dragged over the page. */
  isDragged: boolean;
  /** They are over the zone. */
  isOver: boolean;
}

/** Files dropped on the zone, or pasted while nobody types and the zone is not behind a modal. */
export function useDroppedFiles(take: (files: readonly File[]) => void): DroppedFiles {
  const zone = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<"nowhere" | "page" | "zone">("nowhere");
  const onTaken = useEffectEvent(take);

  useEffect(() => {
    const isInside = (target: EventTarget | null) => target instanceof Node && Boolean(zone.current?.contains(target));
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // A file that lands beside the zone would otherwise replace the page.
      event.preventDefault();
      event.dataTransfer.dropEffect = isInside(event.target) ? "copy" : "none";
      setDragged(isInside(event.target) ? "zone" : "page");
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setDragged("nowhere");
    const drop = (event: DragEvent) => {
      setDragged("nowhere");
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (isInside(event.target)) onTaken([...event.dataTransfer.files]);
    };
    const paste = (event: ClipboardEvent) => {
      const isMeant =
        event.target === document.body ||
        (!isTypedInto(event.target) && modalOf(event.target) === modalOf(zone.current));
      const files = [...(event.clipboardData?.files ?? [])];
      if (!isMeant || files.length === 0 || event.defaultPrevented) return;
      event.preventDefault();
      onTaken(files);
    };
    const abort = new AbortController();
    document.addEventListener("dragover", over, abort);
    document.addEventListener("dragleave", leave, abort);
    document.addEventListener("drop", drop, abort);
    document.addEventListener("paste", paste, abort);
    return () => abort.abort();
  }, []);

  return { zone, isDragged: dragged !== "nowhere", isOver: dragged === "zone" };
}

function modalOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("[role=dialog]") : null;
}
