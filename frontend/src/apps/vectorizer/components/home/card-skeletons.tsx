import { Skeleton } from "@lumiku/ui/skeleton";

export const documentGrid = "grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4";

const places = ["a", "b", "c", "d"];

/** The places of pictures that are still to come. */
export function CardSkeletons() {
  return places.map((place) => (
    <li key={place} aria-hidden="true" className="overflow-hidden rounded-card border border-line bg-surface">
      <Skeleton className="aspect-4/3 rounded-none" />
      <div className="h-14" />
    </li>
  ));
}

/** What is below the drop area, before anything of it is known. */
export function HomeSkeleton() {
  return (
    <div aria-hidden="true" className="grid gap-4">
      <Skeleton className="h-11 w-40" />
      <ul className={documentGrid}>
        <CardSkeletons />
      </ul>
    </div>
  );
}
