import { DropdownMenu as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";

export interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
}

/** A menu below its button. Arrow keys, letters and Escape work. */
export function Menu({ trigger, children }: MenuProps) {
  const [button, setButton] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild ref={setButton}>
        {trigger}
      </Radix.Trigger>
      {/* Beside everything, but in the landmark or the modal of its button: that is where it is looked for. */}
      <Radix.Portal container={button?.closest<HTMLElement>("[role=dialog], main, header, nav, aside")}>
        <Radix.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[calc(var(--radix-dropdown-menu-content-available-height)-var(--bottom-bar))] min-w-56 overflow-y-auto overscroll-contain rounded-card border border-line bg-surface p-1.5 shadow-xl"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Radix.Item
      onSelect={onSelect}
      className="flex min-h-10 cursor-pointer items-center gap-2.5 pointer-coarse:min-h-11 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
    >
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-2">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1.5 h-px bg-line" />;
}
