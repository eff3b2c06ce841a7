import type { AppError } from "@lumiku/app-sdk";

/** What went wrong with a form, told to screen readers at once. */
export function FormError({ error }: { error: AppError | undefined }) {
  return (
    <div aria-live="polite">
      {error && <p className="rounded-control bg-danger-soft px-3 py-2.5 text-danger">{error.message}</p>}
    </div>
  );
}
