import type { ReactNode } from "react";

/** A key to press, as on a keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded border border-line-strong bg-sunken px-1 font-medium font-sans text-[11px] text-muted">
      {children}
    </kbd>
  );
}
