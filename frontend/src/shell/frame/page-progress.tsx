import { usePagesOnTheirWay } from "./lazy-page";

/** A line along the top while the next page is on its way; on most days that is too short for it to be seen. */
export function PageProgress() {
  const isWaiting = usePagesOnTheirWay(({ count }) => count > 0);
  if (!isWaiting) return null;
  return (
    <div className="fixed inset-x-0 top-0 z-50 h-0.5">
      <div className="h-full origin-left scale-x-90 bg-accent transition-transform delay-150 duration-[8s] ease-out starting:scale-x-0" />
    </div>
  );
}
