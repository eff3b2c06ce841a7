import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";

/** Why something is not here, and another try. */
export function LoadFailed({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 rounded-card bg-danger-soft p-4">
      <p className="text-danger">{error.message}</p>
      <Button size="small" className="max-md:h-11" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
