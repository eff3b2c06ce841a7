import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { platformError } from "@lumiku/app-sdk";
import { trace } from "@opentelemetry/api";
import { createHttp } from "../http/server";
import { createLogger } from "./logger";
import { startCollector } from "./otlp-collector.fixture";
import { noTracing, startTracing, type Tracing } from "./tracing";

const logger = createLogger({ level: "silent", format: "json" });
let collector: ReturnType<typeof startCollector>;
let tracing: Tracing;
beforeEach(async () => {
  collector = startCollector();
  tracing = await startTracing({
    endpoint: `${collector.url}/`,
    serviceName: "lumiku",
    version: "1.2.3",
    logger,
    flushTimeoutMs: 500,
  });
});
afterEach(async () => {
  await tracing.shutdown();
  await collector.stop();
});

const createApp = () => {
  const http = createHttp(logger);
  http.use(tracing.httpMiddleware);
  http.post("/api/things/:id", (context) => context.json({ traceparent: tracing.currentTraceparent() }));
  http.get("/api/refused", () => {
    throw platformError("NOT_FOUND");
  });
  http.get("/api/broken", () => {
    throw new Error("broken");
  });
  http.get("/api/health", (context) => context.json({ traceparent: tracing.currentTraceparent() }));
  return http;
};

const runElsewhere = async (...args: string[]) => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "tracing.fixture.ts"), ...args], {
    stderr: "inherit",
  });
  return JSON.parse(await new Response(child.stdout).text()) as { modules: number; isTraced: boolean };
};

test("a trace goes from the request to the provider's call in another process", async () => {
  const response = await createApp().request("/api/things/7?signature=secret", { method: "POST" });
  const { traceparent } = (await response.json()) as { traceparent: string };
  expect(traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  const elsewhere = await runElsewhere(traceparent, collector.url);
  await tracing.shutdown();

  const request = collector.named("POST /api/things/:id");
  const generation = collector.named("generation");
  const call = collector.named("provider call");
  expect(traceparent).toBe(`00-${request.traceId}-${request.spanId}-01`);
  expect([generation.traceId, generation.parentSpanId]).toEqual([request.traceId, request.spanId]);
  expect([call.traceId, call.parentSpanId]).toEqual([request.traceId, generation.spanId]);
  expect(generation.attributes).toEqual({ "lumiku.app": "trial" });
  expect([request.service, generation.service]).toEqual(["lumiku", "lumiku"]);
  expect(elsewhere.modules).toBeGreaterThan(50);
});

test("a request's query, which may carry a secret, is not sent; its id is", async () => {
  const response = await createApp().request("/api/things/7?signature=secret", { method: "POST" });
  await tracing.shutdown();
  expect(JSON.stringify(collector.spans)).not.toContain("secret");
  expect(collector.named("POST /api/things/:id").attributes).toMatchObject({
    "url.full": "http://localhost/api/things/7",
    "http.response.status_code": 200,
    "lumiku.request_id": response.headers.get("x-request-id"),
  });
});

test("a trace begun by the caller goes on", async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await createApp().request("/api/things/7", { method: "POST", headers: { traceparent } });
  await tracing.shutdown();
  const { traceId, parentSpanId } = collector.named("POST /api/things/:id");
  expect([traceId, parentSpanId]).toEqual(["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"]);
});

test("a fault marks the span of a request, a refusal does not", async () => {
  const http = createApp();
  await http.request("/api/refused");
  await http.request("/api/broken");
  await tracing.shutdown();
  expect(collector.named("GET /api/refused")).toMatchObject({ status: { code: 0 }, events: [] });
  expect(collector.named("GET /api/broken")).toMatchObject({ status: { code: 2 }, events: [{ name: "exception" }] });
});

test("what fails in a span is told there and thrown on", async () => {
  const failing = tracing.span("failing", {}, async () => {
    throw new TypeError("no");
  });
  await expect(failing).rejects.toThrow(new TypeError("no"));
  await failing.catch(() => {});
  await tracing.shutdown();
  expect(collector.named("failing")).toMatchObject({ status: { code: 2 }, events: [{ name: "exception" }] });
});

test("only requests, generations and named spans begin a trace: probes and housekeeping do not", async () => {
  const health = await createApp().request("/api/health");
  expect(await health.json()).toEqual({ traceparent: null });
  const housekeeping = trace.getTracer("bullmq");
  housekeeping.startSpan("getNextJob").end();
  await tracing.span("sweep", {}, async () => housekeeping.startSpan("query").end());
  await tracing.shutdown();
  expect(collector.spans.map(({ name }) => name).toSorted()).toEqual(["query", "sweep"]);
});

test("a generation without a usable trace begins one of its own", async () => {
  await tracing.withTraceparent(null, "first", {}, async () => {});
  await tracing.span("delivery", {}, () => tracing.withTraceparent("nonsense", "second", {}, async () => {}));
  await tracing.shutdown();
  const delivery = collector.named("delivery");
  const second = collector.named("second");
  expect(collector.named("first").parentSpanId).toBeUndefined();
  expect([second.parentSpanId, second.traceId === delivery.traceId]).toEqual([undefined, false]);
});

test("a collector that is away costs nothing but its traces", async () => {
  await collector.stop();
  expect(await tracing.span("work", {}, async () => 42)).toBe(42);
  const startedAt = performance.now();
  await tracing.shutdown();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("without an endpoint everything passes through, and this loads nothing of OpenTelemetry", async () => {
  expect(await startTracing({ endpoint: undefined, serviceName: "lumiku", version: "1", logger })).toBe(noTracing);
  expect(await noTracing.span("work", {}, async () => noTracing.currentTraceparent())).toBeNull();
  expect(await noTracing.withTraceparent("00-1-1-01", "work", {}, async () => 42)).toBe(42);
  expect(await runElsewhere("")).toEqual({ modules: 0, isTraced: false });
});
