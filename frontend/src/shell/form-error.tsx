import type { AppError } from "@lumiku/app-sdk";
import { useEffect, useState } from "react";
import { clock } from "../core/words";

/** Refusals that pass by themselves, without the time that their own words name. */
const waits: Record<string, string> = {
  TOO_MANY_ATTEMPTS: "Too many wrong attempts.",
  RATE_LIMITED: "That was a lot at once, and nothing was done this time.",
};

/** What went wrong with a form, told to screen readers at once; where it passes by itself, counting down to that. */
export function FormError({ error }: { error: AppError | undefined }) {
  if (!error) return null;
  const wait = waits[error.code];
  return (
    <p role="alert" className="rounded-control bg-danger-soft px-3 py-2.5 text-danger">
      {wait && error.retryAfterMs ? <Wait words={wait} waitMs={error.retryAfterMs} /> : describe(error)}
    </p>
  );
}

/** The refused fields say more than the refusal. */
function describe({ message, errors = [] }: AppError): string {
  return errors.length > 0 ? errors.map((field) => field.message).join(" ") : message;
}

function Wait({ words, waitMs }: { words: string; waitMs: number }) {
  const [endsAt] = useState(() => Date.now() + waitMs);
  const [leftMs, setLeft] = useState(waitMs);
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setLeft(endsAt - Date.now()), 500);
    return () => clearInterval(timer);
  }, [endsAt, isOver]);
  if (isOver) return `${words} You can try again now.`;
  return (
    <>
      {words} Try again in{" "}
      <span role="timer" className="tabular">
        {clock(leftMs)}
      </span>
      .
    </>
  );
}
