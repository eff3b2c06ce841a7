import { vectorizer } from "@lumiku/contracts/vectorizer";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ArrowLeft, RotateCw } from "lucide-react";
import { useEffect } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { CancelButton, LiveProgress } from "../../../core/generation-parts";
import { costWords } from "../../../core/generation-words";
import { isRunning } from "../../../core/generations";
import { LoadFailed } from "../../../core/load-failed";
import { Refusal } from "../../../core/refusal";
import { timeAgo } from "../../../core/words";
import { recipeOf, toTryAgain } from "../batches/batch-rows";
import { againWords, standingWords } from "../batches/batch-words";
import { useBatch } from "../batches/use-batch";
import { useBatchStart } from "../batches/use-batch-start";
import { useBitmaps } from "../batches/use-bitmaps";
import { BatchDownload } from "../components/batch/batch-download";
import { BatchRow } from "../components/batch/batch-row";

const home = `/apps/${vectorizer.id}`;

/** Traces that were started together: how far they are, and all of them to take along. */
export default function Batch() {
  const { generationId = "" } = useParams();
  const [batch, reload] = useBatch(generationId);
  const rows = batch.status === "ready" ? batch.rows : [];
  const documents = useBitmaps(rows.map(({ documentId }) => documentId));
  const name = batch.status === "ready" ? nameOf(batch.generation.params.name) : "Batch";
  useEffect(() => {
    document.title = `${name} · ${vectorizer.name} · Lumiku`;
  }, [name]);
  return (
    <div className="mx-auto grid w-full max-w-6xl grid-cols-1 gap-6 px-4 py-6 sm:px-8">
      <div className="flex items-center gap-1">
        <Link to={home} aria-label="All pictures" className={`${buttonClass("quiet", "icon")} -ml-3`}>
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h1 dir="auto" className="truncate font-semibold text-xl tracking-tight">
          {name}
        </h1>
      </div>
      {batch.status === "failed" && <LoadFailed error={batch.error} onRetry={reload} />}
      {batch.status === "loading" && <Skeleton className="h-48 sm:h-36" />}
      {batch.status === "ready" && <Standing key={generationId} {...batch} />}
      {batch.status !== "failed" && (
        <ul aria-label="Pictures of the batch" className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {rows.map((row) => (
            <BatchRow key={row.index} row={row} document={documents[row.documentId]} />
          ))}
          {batch.status === "loading" &&
            ["a", "b", "c"].map((place) => (
              <li key={place} aria-hidden="true" className="overflow-hidden rounded-card border border-line bg-surface">
                <Skeleton className="aspect-2/1 rounded-none" />
                <div className="h-14" />
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

/** Where the batch is as a whole, and what can be done about it. */
function Standing({ generation, rows }: Extract<ReturnType<typeof useBatch>[0], { status: "ready" }>) {
  const navigate = useNavigate();
  const { isStarting, error, start } = useBatchStart();
  const isLive = isRunning(generation);
  const again = toTryAgain(rows);
  const recipe = recipeOf(generation);
  // What each of them says need not be said of all of them.
  const hasFailures = rows.some(({ state }) => state === "failed");
  const traced = rows.filter(({ state }) => state === "traced").length;

  const tryAgain = async () => {
    const started = recipe && (await start(again, recipe));
    if (started) await navigate(`${home}/batches/${started.id}`);
  };
  return (
    <section
      aria-label="The batch as a whole"
      className="grid min-h-48 grid-cols-1 content-center gap-4 rounded-card border border-line bg-surface p-4 sm:min-h-36 sm:p-5"
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-64 gap-1">
          <p role="status" className="tabular font-medium">
            {standingWords(rows)}
          </p>
          <p className="tabular text-[13px] text-muted">
            {[`${costWords(generation)}${isLive ? " at most" : ""}`, timeAgo(generation.createdAt)].join(" · ")}
          </p>
          {generation.error && !isLive && !hasFailures && (
            <p className="text-[13px] text-muted">{generation.error.message}</p>
          )}
          <Refusal error={error} />
        </div>
        <div className="flex flex-wrap gap-2">
          <CancelButton generation={generation} look="secondary" size="medium" />
          {!isLive && again.length > 0 && recipe && (
            <Button disabled={isStarting} onClick={() => void tryAgain()}>
              <RotateCw size={16} aria-hidden="true" />
              {isStarting ? "Starting …" : againWords(again.length, rows.length)}
            </Button>
          )}
          {traced > 0 && (
            <BatchDownload generationId={generation.id} label={isLive ? `Download ${traced} so far` : "Download all"} />
          )}
        </div>
      </div>
      {isLive && <LiveProgress generation={generation} />}
    </section>
  );
}

function nameOf(name: unknown): string {
  return typeof name === "string" && name.trim() ? name : "Batch";
}
