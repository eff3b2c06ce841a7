import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface PopoverProps {
  trigger: ReactNode;
  /** What it is called: a popover is a small dialog. */
  label: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
}

/** Something to look at or choose from beside its button. Escape and a click elsewhere close it; focus goes back. */
export function Popover({ trigger, label, isOpen, onOpenChange, align = "end", className, children }: PopoverProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          className={classNames(
            "z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-24px)] overflow-y-auto rounded-card border border-line bg-surface shadow-xl outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
