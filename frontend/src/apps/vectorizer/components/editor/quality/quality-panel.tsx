import { Badge } from "@lumiku/ui/badge";
import type { ReactNode } from "react";
import { count } from "../../../../../core/words";
import { bytes, decibels, milliseconds, similarity, verdictOf } from "../../../editor/report-words";
import type { Desk } from "../../../editor/use-desk";
import { AutoChoiceView } from "./auto-choice";

/** How near the vector picture comes to the bitmap, and what it takes. */
export default function QualityPanel({ desk }: { desk: Desk }) {
  const { report, shown, drawn } = desk;
  if (!report) return <p className="py-6 text-center text-muted">The report is here when the first draft is drawn.</p>;
  const { ssim, psnr, deltaE, edgeF1, comparedAt } = report;
  const verdict = verdictOf(report);
  const choice = shown ? shown.choice : drawn.draft?.choice;
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid justify-items-start gap-1.5">
        <Badge tone={verdict.tone}>{shown ? "Full trace" : "Draft"}</Badge>
        <p className="font-semibold text-base">{verdict.words}</p>
        <p className="tabular text-[13px] text-faint">
          Compared at {comparedAt.width} × {comparedAt.height} px.
          {!shown && " A full trace sees every pixel, and comes out somewhat different."}
        </p>
      </div>
      <Facts title="Likeness">
        <Fact term="SSIM" hint="Structure, 1 is the same">
          {similarity(ssim.mean)}
        </Fact>
        <Fact term="Red, green, blue" hint="SSIM of each channel">
          {[ssim.red, ssim.green, ssim.blue].map(similarity).join(" · ")}
        </Fact>
        <Fact term="PSNR" hint="Above 36 dB is very good">
          {decibels(psnr)}
        </Fact>
        <Fact term="Colour difference" hint="CIEDE2000, mean; below 1 nobody sees it">
          {deltaE.mean.toFixed(2)}
        </Fact>
        <Fact term="Largest differences" hint="95 % of the picture is below">
          {deltaE.p95.toFixed(2)}
        </Fact>
        <Fact term="Edges" hint="How many are where they were (F1)">
          {similarity(edgeF1)}
        </Fact>
      </Facts>
      <Facts title="What it takes">
        <Fact term="Colours">{count(report.colors)}</Fact>
        <Fact term="Paths">{count(report.paths)}</Fact>
        <Fact term="Nodes">{count(report.nodes)}</Fact>
        <Fact term="File">{bytes(report.bytes)}</Fact>
        <Fact term="Sent compressed" hint="gzip">
          {bytes(report.gzipBytes)}
        </Fact>
        <Fact term="Time">{milliseconds(report.durationMs)}</Fact>
      </Facts>
      {choice && <AutoChoiceView choice={choice} />}
    </div>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1">
      <h2 className="font-medium text-[13px] text-muted">{title}</h2>
      <dl className="grid">{children}</dl>
    </section>
  );
}

function Fact({ term, hint, children }: { term: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-line border-t py-2">
      <dt className="min-w-0">
        {term}
        {hint && <span className="block text-faint text-xs">{hint}</span>}
      </dt>
      <dd className="tabular shrink-0 text-right font-medium">{children}</dd>
    </div>
  );
}
