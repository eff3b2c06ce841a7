import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { buttonClass } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { ArrowRight, CircleAlert, CircleSlash, Download, Image } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { BatchRow as Row } from "../../batches/batch-rows";
import { resultWords } from "../../batches/batch-words";
import { exportUrl } from "../../editor/addresses";
import { PictureThumbnail } from "../picture-thumbnail";

export interface BatchRowProps {
  row: Row;
  /** Undefined until it is known, and for one that is gone. */
  document: VectorDocument | undefined;
}

/** One picture of a batch: the bitmap, what was made of it or why nothing was, and the way to it. */
export function BatchRow({ row, document }: BatchRowProps) {
  const { documentId, name, state } = row;
  const trace = state === "traced" ? row.trace : undefined;
  return (
    <li
      className={classNames(
        "relative grid grid-cols-1 content-start overflow-hidden rounded-card border bg-surface transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 hover:border-line-strong",
        state === "failed" ? "border-danger/40" : "border-line",
      )}
    >
      <div className="relative grid aspect-2/1 grid-cols-2 divide-x divide-zinc-200 border-line border-b bg-white">
        <Half>
          {document ? (
            <PictureThumbnail asset={document.asset} alt={`${name} as it was brought`} />
          ) : (
            <Nothing icon={<Image size={20} />} />
          )}
        </Half>
        <Half>
          {trace ? (
            <PictureThumbnail asset={trace.asset} alt={`${name}, traced`} />
          ) : state === "waiting" ? (
            <span className="m-1 animate-pulse rounded-control bg-zinc-200" />
          ) : (
            <Nothing icon={state === "failed" ? <CircleAlert size={20} /> : <CircleSlash size={20} />} />
          )}
        </Half>
        <span className="absolute inset-0 m-auto grid size-6 place-items-center rounded-full border border-zinc-200 bg-white text-zinc-500">
          <ArrowRight size={14} aria-hidden="true" />
        </span>
      </div>
      <div className="flex items-center gap-1 py-1.5 pr-1 pl-3">
        <div className="min-w-0 flex-1 py-1">
          <p dir="auto" className="truncate text-left font-medium">
            <Link
              to={`/apps/${vectorizer.id}/documents/${documentId}`}
              className="outline-none after:absolute after:inset-0"
            >
              {document?.name ?? name}
            </Link>
          </p>
          <p className={classNames("tabular line-clamp-3 text-xs", state === "failed" ? "text-danger" : "text-faint")}>
            {wordsOf(row)}
          </p>
        </div>
        {trace && (
          <a
            href={exportUrl(trace.id, "svg")}
            download
            aria-label={`Download ${name} as SVG`}
            className={classNames(buttonClass("quiet", "icon"), "relative z-10")}
          >
            <Download size={17} aria-hidden="true" />
          </a>
        )}
      </div>
    </li>
  );
}

function wordsOf(row: Row): string {
  switch (row.state) {
    case "traced":
      return resultWords(row.trace.report);
    case "removed":
      return "The trace was removed";
    case "failed":
      return /\bcharged\b/.test(row.reason) ? row.reason : `${row.reason} Not charged.`;
    case "stopped":
      return "Not begun, not charged";
    case "waiting":
      return "Waiting";
  }
}

function Half({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 p-2">{children}</div>;
}

function Nothing({ icon }: { icon: ReactNode }) {
  return (
    <span aria-hidden="true" className="grid place-items-center text-zinc-500">
      {icon}
    </span>
  );
}
