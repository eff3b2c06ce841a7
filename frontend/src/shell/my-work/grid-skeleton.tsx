import { Skeleton } from "@lumiku/ui/skeleton";
import type { GridLayout } from "./grid-layout";

const places = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The shape of a grid before it is known what is in it. */
export function GridSkeleton({ layout }: { layout: GridLayout }) {
  const isList = layout === "list";
  return (
    <div className={isList ? "grid gap-2" : "grid grid-cols-2 gap-2 sm:grid-cols-3 sm:gap-3 lg:grid-cols-4"}>
      {places.map((place) => (
        <Skeleton key={place} className={isList ? "h-[76px]" : "mb-[52px] aspect-square"} />
      ))}
    </div>
  );
}
