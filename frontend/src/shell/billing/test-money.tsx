import { FlaskConical } from "lucide-react";

/** Said wherever money is spoken of, on a platform whose payments are a rehearsal. */
export function TestMoneyNotice() {
  return (
    <p className="flex gap-2.5 rounded-control bg-accent-soft px-3 py-2 text-[13px] text-accent-ink">
      <FlaskConical size={15} className="mt-0.5 shrink-0" aria-hidden="true" />
      <span>
        <span className="font-medium">Test money.</span> Payments here are a rehearsal: no card is charged. The credits
        and plans you get do work.
      </span>
    </p>
  );
}
