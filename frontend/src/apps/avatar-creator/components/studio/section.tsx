import { Skeleton } from "@lumiku/ui/skeleton";
import { ChevronRight } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useSections } from "../../sections";

export interface SectionProps {
  /** Under this it is remembered whether it is open. */
  id: string;
  title: string;
  /** What is in it, in a word or a number, while it is closed too. */
  note?: ReactNode;
  /** How high it is, about: its place while it comes. */
  placeClass: string;
  children: ReactNode;
}

/** Fields that belong together, and that fold away. */
export function Section({ id, title, note, placeClass, children }: SectionProps) {
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
      {isOpen && (
        <div className="pt-1 pb-5">
          <Suspense fallback={<Skeleton className={placeClass} />}>{children}</Suspense>
        </div>
      )}
    </details>
  );
}

/** "3 filled in"; nothing for none. */
export const filledWords = (count: number): string | undefined => (count > 0 ? `${count} filled in` : undefined);
