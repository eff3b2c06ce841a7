import { connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  /** The target's URL, by way of the proxy. */
  url: string;
  /** From now on the connections that are open carry nothing and do not end: half-open. New ones work. */
  silence(): void;
  /** Connections opened from now on keep back what matches, and what follows it. Resolves once something did. */
  holdBack(pattern: RegExp): Promise<void>;
  /** Lets go what is held back. */
  release(): void;
  /** Resolves once no connection is open, on either side. */
  whenEmpty(): Promise<void>;
  /** Ends every connection and takes no more. */
  close(): void;
}

/** A wire between a client and its server that can be cut in every way a network can. */
export async function openProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const pairs = new Set<{ near: Socket; far: Socket; isSilent: boolean }>();
  const held: (() => void)[] = [];
  let pattern: RegExp | undefined;
  let onHeld = () => {};
  let onEmpty = () => {};

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair = { near, far, isSilent: false };
    const mine = pattern;
    let isHolding = false;
    pairs.add(pair);
    near.on("data", (bytes) => {
      if (pair.isSilent) return;
      if (mine && pattern === mine && mine.test(bytes.toString("latin1"))) isHolding = true;
      if (!isHolding || !pattern) return void far.write(bytes);
      held.push(() => far.write(bytes));
      onHeld();
    });
    far.on("data", (bytes) => void (pair.isSilent || near.write(bytes)));
    near.on("close", () => far.destroy());
    far.on("close", () => {
      if (!pair.isSilent) near.destroy();
      pairs.delete(pair);
      if (pairs.size === 0) onEmpty();
    });
    for (const socket of [near, far]) socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(targetUrl);
  const address = server.address();
  url.port = String(typeof address === "object" ? address?.port : "");
  url.hostname = "127.0.0.1";

  return {
    url: url.href,
    silence() {
      for (const pair of pairs) pair.isSilent = true;
    },
    holdBack(wanted) {
      pattern = wanted;
      return new Promise((resolve) => {
        onHeld = resolve;
      });
    },
    release() {
      pattern = undefined;
      for (const pass of held.splice(0)) pass();
    },
    whenEmpty: () =>
      new Promise((resolve) => {
        onEmpty = resolve;
        if (pairs.size === 0) resolve();
      }),
    close() {
      server.close();
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
    },
  };
}
