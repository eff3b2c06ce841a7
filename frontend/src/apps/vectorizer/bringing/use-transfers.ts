import { useEffect, useEffectEvent, useState } from "react";
import { readTransfer, type Transfer } from "./transfer";

/**
 * Hears what is dropped or pasted anywhere on the page, except while a modal is open.
 *
 * @returns whether something that could be dropped is being dragged over the page
 */
export function useTransfers(take: (transfer: Transfer) => void): boolean {
  const [isDragged, setDragged] = useState(false);
  const onTaken = useEffectEvent(take);

  useEffect(() => {
    // A picture or a link of this very page is no news.
    let isFromHere = false;
    const isMeant = (data: DataTransfer | null) =>
      !isFromHere &&
      !isModalOpen() &&
      data !== null &&
      (data.types.includes("Files") || data.types.includes("text/uri-list"));
    const over = (event: DragEvent) => {
      if (!isMeant(event.dataTransfer)) return;
      // What lands on a page that does not take it would replace the page.
      event.preventDefault();
      setDragged(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setDragged(false);
    const drop = (event: DragEvent) => {
      setDragged(false);
      if (!isMeant(event.dataTransfer)) return;
      event.preventDefault();
      const transfer = readTransfer(event.dataTransfer);
      if (transfer) onTaken(transfer);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isModalOpen()) return;
      const transfer = readTransfer(event.clipboardData);
      // An address is pasted into a field as what it is; a picture cannot be.
      if (!transfer || (transfer.kind === "address" && isTypedInto(event.target))) return;
      event.preventDefault();
      onTaken(transfer);
    };
    const startDrag = () => {
      isFromHere = true;
    };
    const endDrag = () => {
      isFromHere = false;
    };
    const abort = new AbortController();
    document.addEventListener("dragstart", startDrag, abort);
    document.addEventListener("dragend", endDrag, abort);
    document.addEventListener("dragover", over, abort);
    document.addEventListener("dragleave", leave, abort);
    document.addEventListener("drop", drop, abort);
    document.addEventListener("paste", paste, abort);
    return () => abort.abort();
  }, []);

  return isDragged;
}

function isModalOpen(): boolean {
  return document.querySelector("[role=dialog]") !== null;
}

function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
