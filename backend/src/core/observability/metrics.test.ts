import { expect, test } from "bun:test";
import { createMetrics, type MetricsDependencies } from "./metrics";

const silent = { warn: () => {} };
const create = (dependencies: Partial<MetricsDependencies> = {}) => createMetrics({ logger: silent, ...dependencies });
const scrape = async (metrics: ReturnType<typeof create>) => (await metrics.scrape()).body.split("\n");

test("what was recorded is exposed in base units", async () => {
  const metrics = create();
  metrics.request({ method: "GET", route: "/api/generations/:id", status: 200, durationSeconds: 0.2 });
  metrics.generationFinished({
    appId: "vectorizer",
    action: "vectorize",
    model: "vtracer",
    provider: null,
    outcome: "completed",
    durationSeconds: 1.5,
  });
  metrics.providerCall({ provider: "bfl", model: "flux-dev", outcome: "moderated", durationSeconds: 7 });
  metrics.cacheLookup({ cache: "results", result: "hit" });
  metrics.streams(3);

  const lines = await scrape(metrics);
  for (const line of [
    'lumiku_http_request_duration_seconds_sum{method="GET",route="/api/generations/:id",status="200"} 0.2',
    'lumiku_generation_duration_seconds_sum{app="vectorizer",action="vectorize",model="vtracer",provider="none",outcome="completed"} 1.5',
    'lumiku_provider_call_duration_seconds_count{provider="bfl",model="flux-dev",outcome="moderated"} 1',
    'lumiku_cache_lookups_total{cache="results",result="hit"} 1',
    "lumiku_event_streams 3",
  ]) {
    expect(lines).toContain(line);
  }
});

test("process metrics are there, the ones Bun cannot fill are not", async () => {
  const names = (await scrape(create())).flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []);
  expect(names).toContain("process_resident_memory_bytes");
  expect(names).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(names.filter((name) => /handles|heap_space|gc_duration|version/.test(name))).toEqual([]);
});

test("every line is Prometheus' text format", async () => {
  const metrics = create();
  metrics.providerCall({ provider: 'b"f\\l\n', model: "m", outcome: "succeeded", durationSeconds: 1 });
  const label = String.raw`\w+="(?:[^"\\\n]|\\["\\n])*"`;
  const sample = new RegExp(String.raw`^\w+(?:\{${label}(?:,${label})*\})? (?:[-+.\de]+|NaN|[+-]Inf)$`, "i");
  for (const line of await scrape(metrics)) if (!/^(#|$)/.test(line)) expect(line).toMatch(sample);
});

test("a label cannot grow without end", async () => {
  const metrics = create();
  const call = (model: number) =>
    metrics.providerCall({ provider: "fal", model: `m${model}`, outcome: "succeeded", durationSeconds: 1 });
  for (let model = 0; model < 205; model++) call(model);
  call(7);
  metrics.request({ method: "BREW", route: "/", status: 200, durationSeconds: 0.1 });

  const lines = await scrape(metrics);
  const counts = lines.filter((line) => line.startsWith("lumiku_provider_call_duration_seconds_count"));
  expect(counts).toHaveLength(201);
  expect(counts.find((line) => line.includes('"other"'))).toEndWith(" 5");
  expect(counts.find((line) => line.includes('"m7"'))).toEndWith(" 2");
  expect(lines.join("\n")).toContain('{method="OTHER",route="/"');
});

test("recording never throws, whatever the clock did", async () => {
  const metrics = create();
  for (const durationSeconds of [Number.NaN, -3, Number.POSITIVE_INFINITY]) {
    metrics.request({ method: "GET", route: "/", status: 200, durationSeconds });
  }
  expect(await scrape(metrics)).toContain(
    'lumiku_http_request_duration_seconds_sum{method="GET",route="/",status="200"} 0',
  );
});

test("gauges are read when somebody scrapes, and idle lanes and statuses show 0", async () => {
  let waiting = 1;
  const metrics = create({
    readers: {
      queue: async () => [{ lane: "bulk", waiting: waiting++, processing: 4, oldestSeconds: 12.5 }],
      generations: async () => [{ status: "failed", count: 9 }],
      creditsReserved: async () => 35,
      databasePool: async () => ({ total: 10, idle: 7, waiting: 2 }),
    },
  });
  await metrics.scrape();
  const lines = await scrape(metrics);
  for (const line of [
    'lumiku_queue_depth{lane="interactive"} 0',
    'lumiku_queue_depth{lane="bulk"} 2',
    'lumiku_queue_oldest_age_seconds{lane="bulk"} 12.5',
    'lumiku_queue_processing{lane="bulk"} 4',
    'lumiku_generations{status="failed"} 9',
    'lumiku_generations{status="completed"} 0',
    "lumiku_credits_reserved 35",
    'lumiku_database_pool_connections{state="idle"} 7',
    'lumiku_database_pool_connections{state="busy"} 3',
    "lumiku_database_pool_waiting 2",
    'lumiku_scrape_errors_total{reader="queue"} 0',
  ]) {
    expect(lines).toContain(line);
  }
});

test("a reader that fails or hangs costs its own gauges alone, is counted, and comes back", async () => {
  let isDown = true;
  const told: object[] = [];
  const metrics = create({
    logger: { warn: (fields) => told.push(fields) },
    readTimeoutMs: 5,
    readers: {
      creditsReserved: async () => {
        if (isDown) throw new Error("the database is away");
        return 7;
      },
      databasePool: () => (isDown ? new Promise(() => {}) : Promise.resolve({ total: 1, idle: 1, waiting: 0 })),
      generations: async () => [],
    },
  });
  const down = await scrape(metrics);
  expect(down.filter((line) => /^lumiku_(credits|database)/.test(line))).toEqual([]);
  expect(down).toContain('lumiku_generations{status="pending"} 0');
  expect(down).toContain('lumiku_scrape_errors_total{reader="credits"} 1');
  expect(down).toContain('lumiku_scrape_errors_total{reader="database_pool"} 1');
  expect(told).toMatchObject([{ reader: "credits" }, { reader: "database_pool" }]);

  isDown = false;
  const up = await scrape(metrics);
  expect(up).toContain("lumiku_credits_reserved 7");
  expect(up).toContain("lumiku_database_pool_waiting 0");
});

test("scrapes at the same time share one reading", async () => {
  let readings = 0;
  const metrics = create({
    readers: {
      creditsReserved: async () => {
        readings++;
        return 1;
      },
    },
  });
  await Promise.all([metrics.scrape(), metrics.scrape(), metrics.scrape()]);
  expect(readings).toBe(1);
});
