import type { Generation } from "@lumiku/app-sdk";
import { Button, buttonClass } from "@lumiku/ui/button";
import { ProgressRing } from "@lumiku/ui/ring";
import { ListOrdered } from "lucide-react";
import { lazy, useState } from "react";
import { Link } from "react-router";
import { isRunning, useGenerationList } from "../../core/generations";
import { DrawnCount } from "./drawn-count";
import { Panel } from "./panel";
import { countWords, meanProgress } from "./queue-words";

const Queue = lazy(() => import("./queue"));

/** What of a person's work runs and waits, from anywhere; opened, with the means to stop it. */
export default function QueueIndicator() {
  const work = useGenerationList(isRunning);
  const [isOpen, setOpen] = useState(false);
  const words = countWords(work);
  const trigger = (
    <Button look="quiet" size="icon" className="relative" aria-label={`Your queue: ${words}`}>
      {work.length > 0 ? <Ring work={work} /> : <ListOrdered size={19} aria-hidden="true" />}
    </Button>
  );
  return (
    <>
      <span role="status" className="sr-only">
        {work.length > 0 && words}
      </span>
      <Panel
        title="Your queue"
        trigger={trigger}
        isOpen={isOpen}
        onOpenChange={setOpen}
        action={
          <Link to="/work" onClick={() => setOpen(false)} className={buttonClass("quiet", "small")}>
            My work
          </Link>
        }
      >
        <Queue work={work} words={words} onLeave={() => setOpen(false)} />
      </Panel>
    </>
  );
}

/** How far all of it is, with how much it is. Its words are on the button. */
function Ring({ work }: { work: readonly Generation[] }) {
  return (
    <span aria-hidden="true" className="relative grid size-7 place-items-center">
      <span className="absolute inset-0">
        <ProgressRing value={meanProgress(work)} label="" size={28} />
      </span>
      <DrawnCount count={work.length} className="font-semibold text-[11px] text-ink" />
    </span>
  );
}
