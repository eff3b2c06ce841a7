import type { AutoChoice } from "@lumiku/contracts/vectorizer-traces";
import { classNames } from "@lumiku/ui/class-names";
import { Check } from "lucide-react";
import { count } from "../../../../../core/words";
import { bytes, kindWords, similarity } from "../../../editor/report-words";

/** What the automatic tracer took the picture for, what it chose and why, and all that it tried. */
export function AutoChoiceView({ choice }: { choice: AutoChoice }) {
  const { kind, because, summary, targetSsim, isReached, tried } = choice;
  return (
    <section aria-label="What Auto chose" className="grid grid-cols-1 gap-3">
      <h2 className="font-medium text-[13px] text-muted">What Auto chose</h2>
      <div className="grid gap-1 rounded-control bg-sunken px-3 py-2.5">
        <p className="font-medium">{kindWords[kind]}</p>
        <p className="text-[13px] text-muted">{because}</p>
        <p className="text-[13px] text-muted">{summary}</p>
        <p className={classNames("tabular text-[13px]", isReached ? "text-success" : "text-warning")}>
          {isReached ? `Reached the aim, SSIM ${similarity(targetSsim)}` : "Came nearest to the aim"}
        </p>
      </div>
      <table className="tabular w-full text-[13px]">
        <caption className="sr-only">Everything that was tried, in order</caption>
        <thead className="text-left text-faint text-xs">
          <tr>
            <th className="py-1.5 font-normal">Tried</th>
            <th className="py-1.5 pl-2 text-right font-normal">SSIM</th>
            <th className="py-1.5 pl-2 text-right font-normal">Nodes</th>
            <th className="py-1.5 pl-2 text-right font-normal">File</th>
          </tr>
        </thead>
        <tbody>
          {tried.map(({ label, ssim, nodes, bytes: size, isChosen }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a try is known by when it was made.
            <tr key={index} className={classNames("border-line border-t", isChosen && "font-medium text-accent-ink")}>
              <td className="py-1.5 pr-2">
                {isChosen && <Check size={13} aria-label="Chosen" className="mr-1 inline align-[-2px]" />}
                {label}
              </td>
              <td className="py-1.5 pl-2 text-right">{similarity(ssim)}</td>
              <td className="py-1.5 pl-2 text-right">{count(nodes)}</td>
              <td className="whitespace-nowrap py-1.5 pl-2 text-right">{bytes(size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
