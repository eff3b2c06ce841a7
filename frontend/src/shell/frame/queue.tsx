import type { Generation } from "@lumiku/app-sdk";
import type { QueueState } from "@lumiku/contracts/queue";
import { Picture } from "@lumiku/ui/picture";
import { ProgressRing } from "@lumiku/ui/ring";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useShownWork } from "../../core/finish-notifications";
import { outcomeWords, promptOf } from "../../core/generation-words";
import { useGenerationList } from "../../core/generations";
import { queueApi } from "../../core/queue-api";
import { timeAgo } from "../../core/words";
import { StopButton } from "../stop-button";
import { byTurn, queueWords, turnWords } from "./queue-words";

const POLL_MS = 5_000;
const LATELY = 3;

interface QueueProps {
  work: readonly Generation[];
  /** How much it is. */
  words: string;
  onLeave: () => void;
}

const hasEnded = ({ status }: Generation) => status === "completed" || status === "failed";

/** A person's work that runs and waits, what ended lately, and how long the line is for everybody. */
export default function Queue({ work, words, onLeave }: QueueProps) {
  const whole = useRef<HTMLDivElement>(null);
  const ended = useGenerationList(hasEnded)
    .toSorted((a, b) => (b.finishedAt ?? "").localeCompare(a.finishedAt ?? ""))
    .slice(0, LATELY);
  return (
    <div ref={whole} tabIndex={-1} className="outline-none">
      {work.length > 0 ? (
        <ul aria-label={words} className="divide-y divide-line">
          {work.toSorted(byTurn).map((generation) => (
            // The button disappears with the work: focus goes where a keyboard finds its way on.
            <Running key={generation.id} generation={generation} onCancel={() => whole.current?.focus()} />
          ))}
        </ul>
      ) : (
        <p className="px-4 py-6 text-center text-muted">
          Nothing is waiting. What you start shows here until it is done.
        </p>
      )}
      {ended.length > 0 && (
        <section aria-label="Finished lately" className="border-line border-t pb-1.5">
          <h3 className="px-4 pt-3 pb-1 font-medium text-faint text-xs">Finished lately</h3>
          <ul>
            {ended.map((generation) => (
              <Ended key={generation.id} generation={generation} onLeave={onLeave} />
            ))}
          </ul>
        </section>
      )}
      <WholeQueue />
    </div>
  );
}

function Running({ generation, onCancel }: { generation: Generation; onCancel: () => void }) {
  useShownWork(generation.id);
  return (
    <li className="flex items-center gap-3 py-2 pr-1.5 pl-4">
      <ProgressRing value={generation.progress} label={promptOf(generation)} />
      <div className="grid min-w-0 flex-1">
        <p className="truncate font-medium">{promptOf(generation)}</p>
        <p className="tabular truncate text-[13px] text-muted">{turnWords(generation)}</p>
      </div>
      <StopButton generation={generation} onCancel={onCancel} />
    </li>
  );
}

function Ended({ generation, onLeave }: { generation: Generation; onLeave: () => void }) {
  const asset = generation.outputs.find((output) => output.asset)?.asset;
  return (
    <li>
      <Link
        to={`/work?open=${generation.id}`}
        onClick={onLeave}
        className="flex min-h-14 items-center gap-3 px-4 py-1.5 -outline-offset-2 hover:bg-sunken"
      >
        {asset ? (
          <Picture {...asset} src={asset.thumbnailUrl} alt="" className="size-10 shrink-0 rounded-md" />
        ) : (
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-danger-soft text-danger">
            <CircleAlert size={18} aria-hidden="true" />
          </span>
        )}
        <span className="grid min-w-0 flex-1">
          <span className="truncate">{promptOf(generation)}</span>
          <span className="truncate text-[13px] text-muted">
            {outcomeWords(generation) ?? timeAgo(generation.finishedAt ?? generation.createdAt)}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** One line about everyone's work, kept fresh while somebody looks at it. */
function WholeQueue() {
  const [state, setState] = useState<QueueState>();
  useEffect(() => {
    let isCurrent = true;
    const ask = () =>
      queueApi.state().then(
        (answer) => isCurrent && setState(answer),
        () => {},
      );
    void ask();
    const timer = setInterval(ask, POLL_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, []);
  return (
    <p className="tabular min-h-10 border-line border-t bg-sunken px-4 py-2.5 text-[13px] text-muted">
      {state && queueWords(state)}
    </p>
  );
}
