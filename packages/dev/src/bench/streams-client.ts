/** A process of its own that reads thousands of streams from bare sockets, so that the reader's cost is not the server's. */
export const clientScript = import.meta.path;

export interface OpenRequest {
  hostname: string;
  port: number;
  /** One stream each: the request's path and its headers, ended by CRLF. */
  streams: { path: string; headers: string }[];
}

export type ClientRequest = { open: OpenRequest } | { expect: number };
/** `lagsMs`: from the time an event says it was published at to its arrival here. */
export type ClientAnswer = { opened: number; refused: number } | { lagsMs: number[] };

const OPENING_AT_ONCE = 64;
const DELIVERY_TIMEOUT_MS = 20_000;

export const now = () => performance.timeOrigin + performance.now();

if (import.meta.main) {
  let lagsMs: number[] = [];
  let expected = Number.POSITIVE_INFINITY;
  let onComplete = () => {};
  const answer = (message: ClientAnswer) => process.send?.(message);

  /** Resolves to whether the stream was opened. */
  const openOne = async (request: OpenRequest, index: number): Promise<boolean> => {
    const opened = Promise.withResolvers<boolean>();
    let rest = "";
    let isOpen = false;
    const { path, headers } = request.streams[index] ?? { path: "/", headers: "" };
    await Bun.connect({
      hostname: request.hostname,
      port: request.port,
      socket: {
        open: (socket) => void socket.write(`GET ${path} HTTP/1.1\r\nHost: ${request.hostname}\r\n${headers}\r\n`),
        data(_, bytes) {
          const arrivedAt = now();
          const text = rest + bytes.toString("latin1");
          const end = text.lastIndexOf("\n\n");
          rest = text.slice(end < 0 ? 0 : end + 2);
          if (end < 0) return;
          if (!isOpen) {
            isOpen = text.startsWith("HTTP/1.1 200");
            opened.resolve(isOpen);
          }
          for (let at = text.indexOf('"at":'); at >= 0 && at < end; at = text.indexOf('"at":', at + 5)) {
            lagsMs.push(arrivedAt - Number.parseFloat(text.slice(at + 5, at + 25)));
          }
          if (lagsMs.length >= expected) onComplete();
        },
        close: () => opened.resolve(false),
        error: () => opened.resolve(false),
      },
    });
    return opened.promise;
  };

  const openAll = async (request: OpenRequest): Promise<ClientAnswer> => {
    let next = 0;
    let opened = 0;
    const openMore = async () => {
      while (next < request.streams.length) if (await openOne(request, next++).catch(() => false)) opened++;
    };
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, openMore));
    return { opened, refused: request.streams.length - opened };
  };

  const collect = async (count: number): Promise<ClientAnswer> => {
    const complete = Promise.withResolvers<void>();
    expected = count;
    onComplete = complete.resolve;
    if (lagsMs.length >= expected) complete.resolve();
    await Promise.race([complete.promise, Bun.sleep(DELIVERY_TIMEOUT_MS)]);
    const collected = lagsMs;
    lagsMs = [];
    expected = Number.POSITIVE_INFINITY;
    return { lagsMs: collected };
  };

  process.on("message", async (message: ClientRequest) => {
    answer("open" in message ? await openAll(message.open) : await collect(message.expect));
  });
}
