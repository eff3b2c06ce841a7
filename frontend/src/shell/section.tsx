import { classNames } from "@lumiku/ui/class-names";
import type { FormEvent, ReactNode, Ref } from "react";

interface SectionProps {
  title: string;
  /** What it is for. */
  lead?: ReactNode;
  children?: ReactNode;
  /** Along the lower edge: what can be done, and a word on what comes of it. */
  footer?: ReactNode;
  /** Makes a form of it, whose button stands in the footer. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  /** What cannot be undone stands apart. */
  tone?: "neutral" | "danger";
  /** For focus to go to when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement>;
}

/** One subject of a page of settings. */
export function Section({ title, lead, children, footer, onSubmit, tone = "neutral", headingRef }: SectionProps) {
  const isDanger = tone === "danger";
  const content = (
    <>
      <div className="grid grid-cols-1 gap-5 p-5 sm:p-6">
        <div className="grid gap-1">
          <h2 ref={headingRef} tabIndex={-1} className="w-fit rounded-sm font-semibold text-base">
            {title}
          </h2>
          {lead && <div className="text-muted">{lead}</div>}
        </div>
        {children}
      </div>
      {footer && (
        <div
          className={classNames(
            "flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-b-card border-t px-5 py-3 sm:px-6",
            isDanger ? "border-danger/40 bg-danger-soft/50" : "border-line bg-sunken/50",
          )}
        >
          {footer}
        </div>
      )}
    </>
  );
  return (
    <section
      aria-label={title}
      className={classNames("rounded-card border bg-surface", isDanger ? "border-danger/40" : "border-line")}
    >
      {onSubmit ? <form onSubmit={onSubmit}>{content}</form> : content}
    </section>
  );
}

/** What stands beside the button in a footer: what it does, then what it has done. */
export function FooterHint({ children }: { children?: ReactNode }) {
  return (
    <p aria-live="polite" className="min-w-0 flex-1 basis-40 text-[13px] text-muted">
      {children}
    </p>
  );
}

/** A list from edge to edge of a section, the last thing in it. */
export const sectionList = "-mx-5 -mb-5 divide-y divide-line border-line border-t sm:-mx-6 sm:-mb-6";
export const sectionRow = "flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 sm:px-6";
