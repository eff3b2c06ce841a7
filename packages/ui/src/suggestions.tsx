import { Popover as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { classNames } from "./class-names";

export interface SuggestionsProps {
  label: string;
  options: readonly string[];
  onPick: (option: string) => void;
  /** The attributes and handlers are for the input; without options there is nothing to open. */
  children: (combobox: Combobox) => ReactNode;
}

export type Combobox = ReturnType<typeof useCombobox>;

/** The list below a field that is typed into. The focus stays in the field; the arrow keys walk through the list. */
export function Suggestions({ label, options, onPick, children }: SuggestionsProps) {
  const combobox = useCombobox(options, onPick);
  const { listId, active, isOpen, setOpen } = combobox;
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Anchor asChild>
        <div className="relative" data-combobox={listId}>
          {children(combobox)}
        </div>
      </Radix.Anchor>
      {/* No portal: in a modal the list has to scroll and to be read with its field. */}
      <Radix.Content
        id={listId}
        role="listbox"
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={12}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if ((event.target as Element).closest(`[data-combobox="${listId}"]`)) event.preventDefault();
        }}
        // The field keeps the focus while an option is clicked.
        onMouseDown={(event) => event.preventDefault()}
        className="z-50 max-h-[min(18rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) overflow-y-auto overscroll-contain rounded-card border border-line bg-surface p-1.5 shadow-xl outline-none"
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the focus is, in the field.
          <div
            key={option}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => combobox.pick(option)}
            className={classNames(
              "flex min-h-10 cursor-pointer items-center rounded-md px-2.5 pointer-coarse:min-h-11",
              index === active ? "bg-sunken" : "hover:bg-sunken/60",
            )}
          >
            {option}
          </div>
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}

/** The combobox pattern with a listbox popup (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). */
function useCombobox(options: readonly string[], onPick: (option: string) => void) {
  const listId = useId();
  const [isWanted, setOpen] = useState(false);
  const [position, setPosition] = useState(-1);
  const isOpen = isWanted && options.length > 0;
  const active = isOpen && position < options.length ? position : -1;
  const close = () => {
    setOpen(false);
    setPosition(-1);
  };
  const pick = (option: string) => {
    close();
    onPick(option);
  };
  const move = (step: 1 | -1) => {
    setOpen(true);
    const places = options.length + 1;
    // One place more than there are options: past the end nothing is active, and the text is as it was typed.
    if (places > 1) setPosition(((active + 1 + step + places) % places) - 1);
  };

  return {
    listId,
    active,
    isOpen,
    setOpen: (isShown: boolean) => (isShown ? setOpen(true) : close()),
    pick,
    attributes: {
      role: "combobox",
      autoComplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": isOpen,
      "aria-controls": isOpen ? listId : undefined,
      "aria-activedescendant": active >= 0 ? `${listId}-${active}` : undefined,
    } as const,
    /** Opens for what is typed; nothing is chosen until the arrow keys do. */
    onType: () => {
      setOpen(true);
      setPosition(-1);
    },
    /** Whether the key was meant for the list. */
    onKey: (event: KeyboardEvent): boolean => {
      const option = options[active];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && option !== undefined && !event.nativeEvent.isComposing) pick(option);
      else if (event.key === "Escape" && isOpen) close();
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
