import { useEffect, useEffectEvent } from "react";
import { type Command, commandOf, placeOf } from "../../editor/keys";
import type { CameraInHand } from "../../editor/use-camera";
import type { Desk } from "../../editor/use-desk";

const PAN_PIXELS = 64;

/** The editor's keys, for as long as it is open. */
export function useEditorKeys(desk: Desk, hand: CameraInHand): void {
  const commands: Record<Command, () => void> = {
    undo: () => desk.editor.undo(),
    redo: () => desk.editor.redo(),
    trace: () => void desk.tracing.start(),
    "zoom-in": () => hand.step(1),
    "zoom-out": () => hand.step(-1),
    "show-whole": () => hand.showWhole(),
    "actual-size": () => hand.zoomTo(1),
    "pan-left": () => hand.pan({ x: PAN_PIXELS, y: 0 }),
    "pan-right": () => hand.pan({ x: -PAN_PIXELS, y: 0 }),
    "pan-up": () => hand.pan({ x: 0, y: PAN_PIXELS }),
    "pan-down": () => hand.pan({ x: 0, y: -PAN_PIXELS }),
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandOf(event, placeOf(event.target, hand.frameElement));
    if (!command) return;
    event.preventDefault();
    commands[command]();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
