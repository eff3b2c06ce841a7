import { Command, defaultFilter } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Kbd } from "./kbd";
import { useFocusReturn } from "./modal";

/** Marks what somebody else has found: it is shown whatever its words are. */
const FOUND = "\u0000found";

export interface CommandPaletteProps {
  label: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  /** What to say when nothing fits. */
  empty?: ReactNode;
  children: ReactNode;
}

/** Everything a person can go to or do, found by typing. Arrow keys move, Enter chooses, Escape closes. */
export function CommandPalette({ isOpen, onOpenChange, ...props }: CommandPaletteProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/50" />
        <Palette {...props} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function Palette(props: Omit<CommandPaletteProps, "isOpen" | "onOpenChange">) {
  const { label, placeholder, query, onQueryChange, empty = "Nothing fits. Try another word.", children } = props;
  const returnFocus = useFocusReturn();
  const { list, ...chosen } = useChosen();
  return (
    <Radix.Content
      aria-describedby={undefined}
      onCloseAutoFocus={returnFocus}
      className="fixed inset-0 z-50 mx-auto flex animate-fade-in flex-col overflow-hidden bg-surface shadow-2xl outline-none sm:inset-x-8 sm:top-[14dvh] sm:bottom-auto sm:max-h-[min(32rem,72dvh)] sm:max-w-2xl sm:rounded-card sm:border sm:border-line"
    >
      <Radix.Title className="sr-only">{label}</Radix.Title>
      <Command
        label={label}
        loop
        {...chosen}
        // Ctrl K opens palettes; it must not also mean "one up".
        vimBindings={false}
        filter={(_, search, keywords = []) =>
          keywords[0] === FOUND ? 0.01 : defaultFilter(keywords.join(" "), search)
        }
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="flex shrink-0 items-center gap-2 border-line border-b pr-1.5 pl-4">
          <Search size={18} className="shrink-0 text-faint" aria-hidden="true" />
          <Command.Input
            value={query}
            onValueChange={onQueryChange}
            placeholder={placeholder}
            className="h-14 min-w-0 flex-1 bg-transparent px-1 text-base outline-none"
          />
          <Radix.Close className="grid h-11 min-w-11 place-items-center rounded-control px-2 text-muted hover:text-ink">
            <span className="sm:hidden">Close</span>
            <span className="hidden sm:inline">
              <span className="sr-only">Close</span>
              <span aria-hidden="true">
                <Kbd>Esc</Kbd>
              </span>
            </span>
          </Radix.Close>
        </div>
        <Command.Empty className="px-5 py-10 text-center text-muted">{empty}</Command.Empty>
        <Command.List
          ref={list}
          label="Results"
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain scroll-py-2 p-2"
        >
          {children}
        </Command.List>
      </Command>
    </Radix.Content>
  );
}

/** What Enter chooses: the first when what it was is gone, also when what fits comes late. */
function useChosen() {
  const list = useRef<HTMLDivElement>(null);
  const [value, onValueChange] = useState("");
  useEffect(() => {
    const values = [...(list.current?.querySelectorAll("[cmdk-item]") ?? [])].map((item) =>
      item.getAttribute("data-value"),
    );
    if (!values.includes(value)) onValueChange(values[0] ?? "");
  });
  return { list, value, onValueChange };
}

export function CommandGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-2 [&>[cmdk-group-heading]]:px-3 [&>[cmdk-group-heading]]:pt-2 [&>[cmdk-group-heading]]:pb-1 [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-faint [&>[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

export interface CommandItemProps {
  icon: ReactNode;
  label: string;
  hint?: string | undefined;
  /** "G D": keys to press one after the other. */
  shortcut?: string;
  /** Other words it is found by. */
  keywords?: string[];
  /** Found by somebody else, a search on the server perhaps: shown without being compared with what is typed. */
  isFound?: boolean;
  onSelect: () => void;
}

export function CommandItem({ icon, label, hint, shortcut, keywords = [], isFound, onSelect }: CommandItemProps) {
  const id = useId();
  return (
    <Command.Item
      // Two entries may read alike and still be two.
      value={id}
      keywords={isFound ? [FOUND] : [label, ...(hint ? [hint] : []), ...keywords]}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 data-[selected=true]:bg-sunken"
    >
      <span aria-hidden="true" className="grid size-7 shrink-0 place-items-center text-muted">
        {icon}
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="truncate">{label}</span>
        {hint && <span className="truncate text-faint text-xs">{hint}</span>}
      </span>
      {shortcut && (
        <span className="hidden shrink-0 gap-1 sm:flex">
          {shortcut.split(" ").map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
