import { classNames } from "@lumiku/ui/class-names";
import { Check, TriangleAlert } from "lucide-react";
import type { Reading } from "../../use-reading";

/** What will be drawn of a description and what cannot be, before anything is paid. */
export function IllustrationReading({ reading, isReading }: Reading) {
  if (!reading && !isReading) return null;
  return (
    <div
      aria-live="polite"
      aria-busy={isReading}
      className={classNames(
        "grid min-h-16 content-center gap-1.5 rounded-control bg-sunken px-3 py-2.5 text-[13px] transition-opacity duration-150",
        isReading && reading && "opacity-60",
      )}
    >
      {reading ? (
        <>
          <p className="flex gap-2">
            <Check size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-success" />
            <span>
              <strong className="font-medium">{reading.title}</strong> will draw:{" "}
              {reading.shown.length > 0 ? `${reading.shown.join(", ")}.` : "somebody of its own."}
            </span>
          </p>
          {reading.notes.map((note) => (
            <p key={note} className="flex gap-2 text-warning">
              <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
              {note}
            </p>
          ))}
        </>
      ) : (
        <p className="text-faint">Reading your description …</p>
      )}
    </div>
  );
}
