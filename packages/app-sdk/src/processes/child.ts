import { homedir, setPriority, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { type FromChild, TOO_LARGE, type ToChild, unpackError } from "./messages";

/** A process that does one job at a time, as its parent sees it. */
export interface Child {
  /** @throws what the job throws; {@link ChildEnded} when the process ends over it */
  perform(job: Job): Promise<unknown>;
  /** Ends it at once, whatever it does. */
  kill(): void;
  readonly hasEnded: boolean;
  /** What it had in use after its last job; 0 before the first. */
  readonly memoryBytes: number;
}

interface Job {
  name: string;
  input: unknown;
  signal: AbortSignal;
  onProgress: ((percent: number, step?: string) => void) | undefined;
}

export class ChildEnded extends Error {
  override readonly name = "ChildEnded";
  constructor(
    how: string | number | null,
    /** Whether it took more memory than it may. */
    readonly isTooLarge: boolean,
  ) {
    super(`The process ended with ${how}`);
  }
}

/** What an aborted job has to end by itself, before its process is killed: code that never yields does not hear of it. */
const ABORT_GRACE_MS = 300;
/** Below the server itself, which has people waiting for it. */
const NICENESS = 5;

/** @param memoryLimitBytes what it may have in use */
export function startChild(module: URL, memoryLimitBytes: number): Child {
  let listener: ((message: FromChild) => void) | undefined;
  let nextId = 0;
  let hasEnded = false;
  let memoryBytes = 0;
  const ready = Promise.withResolvers<void>();

  // Of the environment it gets what native modules look for, so that no secret is in reach of code that reads strangers' files.
  const child = Bun.spawn([process.execPath, "--no-env-file", fileURLToPath(module), String(memoryLimitBytes)], {
    env: { HOME: homedir(), TMPDIR: tmpdir(), LANG: "C.UTF-8" },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "inherit",
    serialization: "advanced",
    ipc: (message: FromChild) => (message.type === "ready" ? ready.resolve() : listener?.(message)),
  });
  lowerPriority(child.pid);
  const ended = child.exited.then(() => {
    hasEnded = true;
    throw new ChildEnded(child.signalCode ?? child.exitCode, child.signalCode === TOO_LARGE);
  });
  ended.catch(() => {});

  const answer = (id: number, onProgress: Job["onProgress"]) =>
    new Promise<unknown>((resolve, reject) => {
      listener = (message) => {
        if (message.type === "ready" || message.id !== id) return;
        if (message.type === "progress") return onProgress?.(message.percent, message.step);
        memoryBytes = message.memoryBytes;
        if (message.type === "done") resolve(message.output);
        else reject(unpackError(message.error));
      };
    });

  return {
    async perform({ name, input, signal, onProgress }) {
      const id = nextId++;
      const send = (message: ToChild) => !hasEnded && child.send(message);
      let grace: ReturnType<typeof setTimeout> | undefined;
      const abort = () => {
        grace = setTimeout(() => child.kill("SIGKILL"), ABORT_GRACE_MS);
        send({ type: "abort", id });
      };
      // It keeps the parent running only while there is work.
      child.ref();
      signal.addEventListener("abort", abort, { once: true });
      try {
        await Promise.race([ready.promise, ended]);
        signal.throwIfAborted();
        const answered = answer(id, onProgress);
        send({ type: "run", id, name, input });
        return await Promise.race([answered, ended]);
      } finally {
        clearTimeout(grace);
        signal.removeEventListener("abort", abort);
        listener = undefined;
        child.unref();
      }
    },
    kill: () => child.kill("SIGKILL"),
    get hasEnded() {
      return hasEnded;
    },
    get memoryBytes() {
      return memoryBytes;
    },
  };
}

// Set from here, before the process has made its threads: each takes over the priority of the one that makes it.
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has ended already, which is told elsewhere, or the system knows no priorities.
  }
}
