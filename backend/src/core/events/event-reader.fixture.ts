import { connect } from "node:net";

export interface ReadEvent {
  id?: string;
  type: string;
  data: unknown;
}

export interface EventReader {
  events: ReadEvent[];
  /** Everything received: headers, comments and all. */
  text(): string;
  /** Resolves once `isEnough` says so, which is asked whenever something arrives. */
  until(isEnough: (reader: EventReader) => boolean): Promise<EventReader>;
  /** Takes nothing from the socket until {@link EventReader.resume}. */
  pause(): void;
  resume(): void;
  /** Resolves when the server has ended the stream or dropped the connection. */
  ended: Promise<void>;
  leave(): void;
}

/** A browser's end of an event stream, on a bare socket: what is not read stays in the network. Resolves with the headers. */
export async function openReader(url: string, headers: Record<string, string>): Promise<EventReader> {
  const { hostname, port, pathname, search } = new URL(url);
  const ended = Promise.withResolvers<void>();
  const waiting = new Set<() => void>();
  let text = "";
  let rest = "";
  const socket = connect(Number(port), hostname);
  const lines = Object.entries({ host: hostname, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`);

  const reader: EventReader = {
    events: [],
    text: () => text,
    until: (isEnough) =>
      new Promise((resolve) => {
        const check = () => {
          if (!isEnough(reader)) return;
          waiting.delete(check);
          resolve(reader);
        };
        waiting.add(check);
        check();
      }),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    ended: ended.promise,
    leave: () => socket.destroy(),
  };
  socket.on("data", (bytes) => {
    text += bytes;
    // Sizes of chunks stand between events; none of these tests looks at them.
    const frames = (rest + bytes).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const event = parse(frame);
      if (event) reader.events.push(event);
    }
    // The last chunk is empty.
    if (rest.endsWith("\r\n0\r\n\r\n") || rest === "0\r\n\r\n") ended.resolve();
    for (const check of waiting) check();
  });
  for (const end of ["close", "error"]) socket.on(end, () => ended.resolve());
  await reader.until(() => text.includes("\r\n\r\n"));
  return reader;
}

function parse(frame: string): ReadEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1];
  const [id, type, data] = [field("id"), field("event"), field("data")];
  return type && data ? { ...(id !== undefined && { id }), type, data: JSON.parse(data) } : null;
}
