import type { Generation } from "@lumiku/app-sdk";
import type { QueueState } from "@lumiku/contracts/queue";
import { buttonClass } from "@lumiku/ui/button";
import { Popover } from "@lumiku/ui/popover";
import { ListOrdered, Loader } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { CancelButton, LiveProgress } from "../core/generation-parts";
import { promptOf } from "../core/generation-words";
import { isRunning, useGenerationList } from "../core/generations";
import { platform } from "../core/platform";
import { duration } from "../core/words";

const POLL_MS = 5_000;

/** What of a person's work runs and waits, from anywhere; opened, with the means to stop it. */
export default function QueueIndicator() {
  const work = useGenerationList(isRunning);
  const [isOpen, setOpen] = useState(false);
  const words = countWords(work);
  const trigger = (
    <button type="button" className={`${buttonClass("quiet", "icon")} w-auto! min-w-11 px-2`}>
      {work.length > 0 ? (
        <Loader size={17} className="animate-spin" aria-hidden="true" />
      ) : (
        <ListOrdered size={18} aria-hidden="true" />
      )}
      {work.length > 0 && (
        <span className="tabular text-[13px] sm:hidden" aria-hidden="true">
          {work.length}
        </span>
      )}
      <span className="sr-only">Your queue: </span>
      <span className={work.length > 0 ? "tabular sr-only text-[13px] sm:not-sr-only" : "sr-only"}>{words}</span>
    </button>
  );
  return (
    <>
      <span role="status" className="sr-only">
        {work.length > 0 && words}
      </span>
      <Popover label="Your queue" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-96">
        <Queue work={work} words={words} onLeave={() => setOpen(false)} />
      </Popover>
    </>
  );
}

function Queue({ work, words, onLeave }: { work: Generation[]; words: string; onLeave: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <>
      <div className="flex items-center justify-between gap-3 border-line border-b py-2.5 pr-2.5 pl-4">
        <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
          Your queue
        </h2>
        <Link to="/work" onClick={onLeave} className={buttonClass("quiet", "small")}>
          My work
        </Link>
      </div>
      {work.length > 0 ? (
        <ul aria-label={words} className="divide-y divide-line">
          {[...work].sort(byTurn).map((generation) => (
            <li key={generation.id} className="grid grid-cols-1 gap-1.5 py-2 pr-2.5 pb-3.5 pl-4">
              <div className="flex items-center justify-between gap-3">
                <p className="truncate">{promptOf(generation)}</p>
                {/* The button disappears with the work: focus goes where a keyboard finds its way on. */}
                <CancelButton generation={generation} onCancel={() => heading.current?.focus()} />
              </div>
              <div className="pr-1.5">
                <LiveProgress generation={generation} />
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-6 text-center text-muted">
          Nothing is waiting. What you start shows here until it is done.
        </p>
      )}
      <WholeQueue />
    </>
  );
}

/** One line about everyone's work, kept fresh while somebody looks at it. */
function WholeQueue() {
  const [state, setState] = useState<QueueState>();
  useEffect(() => {
    let isCurrent = true;
    const ask = () =>
      platform.queue.state().then(
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

function queueWords(state: QueueState): string {
  const { queueLength, processingCount, averageWaitSeconds, estimatedProcessingSeconds } = state;
  const wait = averageWaitSeconds >= 1 ? ` Work waits ${duration(averageWaitSeconds)} on average.` : "";
  if (queueLength + processingCount === 0) return `Nobody is waiting: what you start begins at once.${wait}`;
  const rest = estimatedProcessingSeconds > 0 ? `, done in about ${duration(estimatedProcessingSeconds)}` : "";
  return `Everyone here: ${countOf(processingCount, queueLength)}${rest}.${wait}`;
}

function countWords(work: readonly Generation[]): string {
  if (work.length === 0) return "empty";
  const waiting = work.filter(({ status }) => status === "pending").length;
  return countOf(work.length - waiting, waiting);
}

const countOf = (running: number, waiting: number) =>
  [running > 0 && `${running} running`, waiting > 0 && `${waiting} waiting`].filter(Boolean).join(", ");

/** What runs, then what waits by its place. */
function byTurn(a: Generation, b: Generation): number {
  return (a.queuePosition ?? 0) - (b.queuePosition ?? 0) || a.createdAt.localeCompare(b.createdAt);
}
