import { Popover } from "@lumiku/ui/popover";
import { Sheet } from "@lumiku/ui/sheet";
import { cloneElement, type ReactElement, type ReactNode } from "react";
import { useIsNarrow } from "./use-media";

interface PanelProps {
  title: string;
  /** A button. */
  trigger: ReactElement<{ onClick?: () => void; "aria-haspopup"?: "dialog"; "aria-expanded"?: boolean }>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  align?: "start" | "end";
  /** What can be done with all of it. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** What a button of the header opens: below the button, or from the lower edge of a phone. */
export function Panel({ title, trigger, isOpen, onOpenChange, align, action, className, children }: PanelProps) {
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <>
        {cloneElement(trigger, {
          ...{ "aria-haspopup": "dialog", "aria-expanded": isOpen },
          onClick: () => onOpenChange(true),
        })}
        {isOpen && (
          <Sheet title={title} side="bottom" onClose={() => onOpenChange(false)} footer={action}>
            <div className="-m-5">{children}</div>
          </Sheet>
        )}
      </>
    );
  }
  return (
    <Popover
      label={title}
      {...{ trigger, isOpen, onOpenChange }}
      {...(align && { align })}
      className={className ?? "w-96"}
    >
      <div className="flex min-h-12 items-center justify-between gap-3 border-line border-b py-1.5 pr-1.5 pl-4">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </Popover>
  );
}
