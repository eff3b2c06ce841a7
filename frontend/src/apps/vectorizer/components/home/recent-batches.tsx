import type { Generation } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { Button } from "@lumiku/ui/button";
import { Layers } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { LiveProgress } from "../../../../core/generation-parts";
import { statusWords } from "../../../../core/generation-words";
import { fetchGenerations, isRunning, useGenerationList } from "../../../../core/generations";
import { timeAgo } from "../../../../core/words";
import { pictures } from "../../batches/batch-words";

const SHOWN = 3;
const ASKED = 100;

export interface RecentBatches {
  /** Newest first. */
  items: Generation[];
  /** Whether the server has been asked. */
  isKnown: boolean;
}

let wasAsked = false;

/** A person's batches, live. */
export function useRecentBatches(): RecentBatches {
  const [isKnown, setKnown] = useState(wasAsked);
  useEffect(() => {
    const know = () => {
      wasAsked = true;
      setKnown(true);
    };
    // They are told of in other places too: a page without them is no failure.
    fetchGenerations({ appId: vectorizer.id, limit: ASKED }).then(know, know);
  }, []);
  return { items: useGenerationList(isBatch), isKnown };
}

/** Batches that run, and the last ones; nothing for whoever has none. */
export function RecentBatches({ batches }: { batches: readonly Generation[] }) {
  const [isWhole, setWhole] = useState(false);
  if (batches.length === 0) return null;
  return (
    <section aria-labelledby="batches-title" className="grid grid-cols-1 gap-3">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h2 id="batches-title" className="font-semibold text-lg tracking-tight">
          Batches
        </h2>
        {batches.length > SHOWN && !isWhole && (
          <Button look="quiet" onClick={() => setWhole(true)}>
            Show all {batches.length}
          </Button>
        )}
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {batches.slice(0, isWhole ? undefined : SHOWN).map((generation) => (
          <BatchCard key={generation.id} generation={generation} />
        ))}
      </ul>
    </section>
  );
}

const isBatch = ({ appId, count }: Generation) => appId === vectorizer.id && count > 1;

function BatchCard({ generation }: { generation: Generation }) {
  const { id, params, count, status, createdAt, outputs } = generation;
  const name = typeof params.name === "string" ? params.name : "Batch";
  const failed = outputs.filter((output) => output.status === "failed").length;
  return (
    <li className="relative grid min-h-20 content-center gap-2 rounded-card border border-line bg-surface px-4 py-3 transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 hover:border-line-strong">
      <p className="flex items-center gap-2">
        <Layers size={16} aria-hidden="true" className="shrink-0 text-faint" />
        <Link
          to={`/apps/${vectorizer.id}/batches/${id}`}
          dir="auto"
          className="truncate font-medium outline-none after:absolute after:inset-0"
        >
          {name}
        </Link>
        <span className="tabular ml-auto shrink-0 text-[13px] text-muted">{pictures(count)}</span>
      </p>
      {isRunning(generation) ? (
        <LiveProgress generation={generation} />
      ) : (
        <p className="tabular text-[13px] text-muted">
          {[statusWords[status], failed > 0 && failed < count && `${failed} failed`, timeAgo(createdAt)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </li>
  );
}
