import { type ReactNode, Suspense } from "react";
import { ErrorBoundary } from "../error-boundary";

/** A part of the frame that comes after the first paint into the place that is kept for it. Without it the rest works. */
export function Part({ place = null, children }: { place?: ReactNode; children: ReactNode }) {
  return (
    <ErrorBoundary fallback={place}>
      <Suspense fallback={place}>{children}</Suspense>
    </ErrorBoundary>
  );
}
