import { classNames } from "./class-names";

/** Holds the place of something whose shape is known while it loads. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-pulse rounded-card bg-sunken", className)} />;
}
