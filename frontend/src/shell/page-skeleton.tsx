import { Skeleton } from "@lumiku/ui/skeleton";

export function PageSkeleton() {
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 p-4 sm:p-8">
      <span className="sr-only" role="status">
        Loading
      </span>
      <Skeleton className="h-8 w-56" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
      </div>
    </div>
  );
}
