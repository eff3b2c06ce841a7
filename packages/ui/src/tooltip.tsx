import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface TooltipProps {
  trigger: ReactNode;
  children: ReactNode;
}

/** A few words more about a button or a link, while it is pointed at or has the focus. */
export function Tooltip({ trigger, children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{trigger}</Radix.Trigger>
        {/* Beside its trigger in the document too: what is said belongs to the same landmark. */}
        <Radix.Content
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-w-64 rounded-control border border-line bg-surface px-3 py-2 text-[13px] shadow-xl"
        >
          {children}
        </Radix.Content>
      </Radix.Root>
    </Radix.Provider>
  );
}
