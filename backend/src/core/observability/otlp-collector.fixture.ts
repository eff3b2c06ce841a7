interface ReceivedSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code: number };
  events: { name: string }[];
  attributes: Record<string, unknown>;
  service: unknown;
}

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<ReceivedSpan, "attributes" | "service"> & { attributes: Attribute[] })[] }[];
  }[];
}

/** A collector on loopback that understands OTLP/HTTP in JSON. */
export function startCollector() {
  const spans: ReceivedSpan[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      if (request.method !== "POST" || new URL(request.url).pathname !== "/v1/traces") {
        return new Response(null, { status: 404 });
      }
      const body = (await request.json()) as Export;
      for (const { resource, scopeSpans } of body.resourceSpans) {
        const service = read(resource.attributes)["service.name"];
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          spans.push({ ...span, attributes: read(span.attributes), service });
        }
      }
      return Response.json({});
    },
  });
  return {
    url: server.url.origin,
    spans,
    named: (name: string) => {
      const found = spans.filter((span) => span.name === name);
      if (found.length !== 1 || !found[0]) {
        throw new Error(`${found.length} spans are called ${name}: ${spans.map((span) => span.name).join(", ")}`);
      }
      return found[0];
    },
    stop: () => server.stop(true),
  };
}

function read(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
