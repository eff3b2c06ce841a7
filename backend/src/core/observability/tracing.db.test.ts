import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { startCollector } from "./otlp-collector.fixture";
import { startTracing, type Tracing } from "./tracing";

const logger = { warn: () => {} };
const collector = startCollector();
let db: TestDatabase;
let tracing: Tracing;
beforeAll(async () => {
  tracing = await startTracing({ endpoint: collector.url, serviceName: "lumiku", version: "1", logger });
  db = await createTestDatabase();
});
afterAll(async () => {
  await tracing.shutdown();
  await db.drop();
  await collector.stop();
});

test("queries belong to the trace that caused them, and begin none", async () => {
  await db.database.client.user.count();
  await tracing.span("request", {}, () => db.database.client.user.count());
  await tracing.shutdown();

  const request = collector.named("request");
  expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([request.traceId]));
  expect(collector.named("prisma:client:operation").parentSpanId).toBe(request.spanId);
  expect(collector.named("prisma:client:db_query").attributes["db.query.text"]).toStartWith("SELECT COUNT(*)");
});
