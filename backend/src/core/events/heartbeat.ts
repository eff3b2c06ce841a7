import type { EventStream } from "./stream";

/** Streams beat in turns: ten thousand writes at once would keep everything else waiting. */
const TURNS = 15;

export interface Heartbeat {
  /** The stream beats from now on, until the returned function is called. */
  join(stream: EventStream): () => void;
  stop(): void;
}

/** One timer for all streams; each beats once in `intervalMs`. */
export function createHeartbeat(intervalMs: number, bytes: Uint8Array): Heartbeat {
  const turns = Array.from({ length: TURNS }, () => new Set<EventStream>());
  let joined = 0;
  let turn = 0;
  const timer = setInterval(() => {
    turn = (turn + 1) % TURNS;
    for (const stream of turns[turn] ?? []) stream.beat(bytes);
  }, intervalMs / TURNS);
  timer.unref();
  return {
    join(stream) {
      const mine = turns[joined++ % TURNS];
      mine?.add(stream);
      return () => mine?.delete(stream);
    },
    stop: () => clearInterval(timer),
  };
}
