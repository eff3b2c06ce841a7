import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useSections } from "../../../editor/sections";

export interface SectionProps {
  /** Under this it is remembered whether it is open. */
  id: string;
  title: string;
  /** What is set in it, in a word, while it is closed too. */
  note?: ReactNode;
  children: ReactNode;
}

/** Settings that belong together, and that fold away. */
export function Section({ id, title, note, children }: SectionProps) {
  const isOpen = useSections((state) => state.isOpen[id] ?? false);
  const set = useSections((state) => state.set);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => set(id, currentTarget.open)}
      className="group border-line border-t"
    >
      <summary className="flex h-12 list-none items-center gap-2 rounded-control font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={16}
          aria-hidden="true"
          className="shrink-0 text-faint transition-transform duration-150 group-open:rotate-90"
        />
        {title}
        <span className="tabular ml-auto truncate pl-3 font-normal text-[13px] text-faint">{note}</span>
      </summary>
      {isOpen && <div className="grid gap-4 pt-1 pb-5">{children}</div>}
    </details>
  );
}
