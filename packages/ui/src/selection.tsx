import { Check } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { classNames } from "./class-names";
import { isInModal, isTypedInto } from "./key-target";
import { keepListed, nothingSelected, toggleSelection } from "./selection-range";

export interface Selection {
  selected: ReadonlySet<string>;
  isSelecting: boolean;
  isSelected: (id: string) => boolean;
  /** `isRange` takes everything since the last one along, as with Shift. */
  toggle: (id: string, options?: { isRange?: boolean }) => void;
  selectAll: () => void;
  clear: () => void;
}

/**
 * Which of the listed things are chosen. While it is mounted Ctrl or Cmd A chooses all of them and Escape none, except
 * where somebody types or a modal is open. What leaves the list leaves the selection.
 */
export function useSelection(orderedIds: readonly string[]): Selection {
  const [state, setState] = useState(nothingSelected);
  const kept = useMemo(() => keepListed(state, orderedIds), [state, orderedIds]);
  const selection: Selection = {
    selected: kept.selected,
    isSelecting: kept.selected.size > 0,
    isSelected: (id) => kept.selected.has(id),
    toggle: (id, options) => setState(toggleSelection(kept, orderedIds, id, options?.isRange ?? false)),
    selectAll: () => setState({ selected: new Set(orderedIds), anchor: kept.anchor }),
    clear: () => setState(nothingSelected),
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTypedInto(event.target) || isInModal(event.target)) return;
    if (event.key === "Escape" && selection.isSelecting) selection.clear();
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && orderedIds.length > 0) {
      event.preventDefault();
      selection.selectAll();
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return selection;
}

export interface SelectMarkProps {
  isSelected: boolean;
  /** "Select portrait of a woman". */
  label: string;
  onToggle: (isRange: boolean) => void;
  className?: string;
}

/** The mark in the corner of something that can be chosen. Shift takes everything since the last one along. */
export function SelectMark({ isSelected, label, onToggle, className }: SelectMarkProps) {
  return (
    <label className={classNames("grid size-11 cursor-pointer select-none place-items-center", className)}>
      <input
        type="checkbox"
        aria-label={label}
        className="peer sr-only"
        checked={isSelected}
        onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      />
      <span
        className={classNames(
          "grid size-6 place-items-center rounded-full border-2 shadow-sm transition-colors duration-150 peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2",
          isSelected ? "border-accent bg-accent text-on-accent" : "border-white bg-black/35 text-transparent",
        )}
      >
        <Check size={14} strokeWidth={3} aria-hidden="true" />
      </span>
    </label>
  );
}
