import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { Toaster as Sonner } from "sonner";

const action =
  "h-9 shrink-0 rounded-control px-3 font-medium text-[13px] transition-colors duration-150 pointer-coarse:h-11";

/** Short words about what has just happened, above the bar of a phone. Their colours are the page's own, live. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: "calc(var(--bottom-bar) + var(--toast-lift) + 24px)" }}
      mobileOffset={{ bottom: "calc(var(--bottom-bar) + var(--toast-lift) + 12px)", left: 12, right: 12 }}
      gap={8}
      icons={{
        success: <CircleCheck size={18} className="text-success" aria-hidden="true" />,
        info: <Info size={18} className="text-muted" aria-hidden="true" />,
        warning: <TriangleAlert size={18} className="text-warning" aria-hidden="true" />,
        error: <CircleAlert size={18} className="text-danger" aria-hidden="true" />,
        close: <X size={14} aria-hidden="true" />,
      }}
      toastOptions={{
        unstyled: true,
        style: { transitionDuration: "200ms" },
        classNames: {
          toast:
            "flex min-h-13 w-(--width) items-center gap-3 rounded-card border border-line-strong bg-surface py-2 pr-2 pl-4 font-sans text-ink text-sm shadow-xl focus-visible:border-accent",
          content: "grid min-w-0 flex-1 gap-0.5 py-1",
          title: "font-medium",
          description: "text-[13px] text-muted",
          actionButton: `${action} bg-accent-soft text-accent-ink hover:bg-accent hover:text-on-accent`,
          cancelButton: `${action} text-muted hover:bg-sunken hover:text-ink`,
          closeButton: "order-last grid size-9 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken",
        },
      }}
    />
  );
}
