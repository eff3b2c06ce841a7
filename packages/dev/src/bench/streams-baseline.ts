/** What live updates cost without a platform: nothing but Bun.serve and one ordinary ReadableStream a reader. */
export const baselineScript = import.meta.path;

if (import.meta.main) {
  const encoder = new TextEncoder();
  const readers = new Map<string, Set<ReadableStreamDefaultController<Uint8Array>>>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const user = new URL(request.url).searchParams.get("user") ?? "";
      const mine = readers.get(user) ?? new Set();
      readers.set(user, mine);
      if (request.method === "POST") {
        const bytes = encoder.encode(`id: 1\nevent: noted\ndata: ${await request.text()}\n\n`);
        for (const reader of mine) reader.enqueue(bytes);
        return new Response();
      }
      let own: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          mine.add(controller);
          controller.enqueue(encoder.encode("retry: 1000\n\n"));
        },
        cancel: () => void (own && mine.delete(own)),
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  });
  process.send?.({ port: server.port });
}
