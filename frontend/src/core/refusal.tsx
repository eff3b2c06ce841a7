import type { AppError } from "@lumiku/app-sdk";
import { Link } from "react-router";
import { nextSteps, refusalWords } from "./refusal-words";

/** Why something could not be started, told at once, with the way on: credits, plans, or when the quota is there again. */
export function Refusal({ error }: { error: AppError | undefined }) {
  return (
    <div aria-live="polite">
      {error && (
        <div className="grid gap-1 rounded-control bg-danger-soft px-3 py-2 text-[13px] text-danger">
          <p>{refusalWords(error)}</p>
          <NextSteps code={error.code} />
        </div>
      )}
    </div>
  );
}

/** The links that lead on from a refusal; nothing for one that has none. */
export function NextSteps({ code }: { code: string }) {
  const steps = nextSteps({ code });
  if (steps.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4">
      {steps.map(({ label, to }) => (
        <Link
          key={to}
          to={to}
          className="inline-flex min-h-11 items-center font-medium text-ink underline underline-offset-2 md:min-h-8"
        >
          {label}
        </Link>
      ))}
    </p>
  );
}
