import type { Logger } from "@lumiku/app-sdk/server";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { FailureKind } from "../ai/provider";
import { collectGauges, type MetricsReaders } from "./gauges";

const REQUEST_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WORK_BUCKETS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];
const MAX_LABEL_VALUES = 200;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Process metrics that on Bun are always empty, always zero, or about V8. */
const EMPTY_ON_BUN = [
  "process_heap_bytes",
  "nodejs_active_resources",
  "nodejs_active_resources_total",
  "nodejs_active_handles",
  "nodejs_active_handles_total",
  "nodejs_active_requests",
  "nodejs_active_requests_total",
  "nodejs_heap_space_size_total_bytes",
  "nodejs_heap_space_size_used_bytes",
  "nodejs_heap_space_size_available_bytes",
  "nodejs_version_info",
  "nodejs_gc_duration_seconds",
];

export interface FinishedGeneration {
  appId: string;
  action: string;
  model: string;
  /** Who made it; null when nobody came to it. */
  provider: string | null;
  outcome: "completed" | "failed" | "cancelled";
  /** From the first claim to the end, waits between tries included; 0 when it never began. */
  durationSeconds: number;
}

export interface ProviderCall {
  provider: string;
  model: string;
  outcome: "succeeded" | "aborted" | FailureKind;
  durationSeconds: number;
}

export interface AnsweredRequest {
  method: string;
  /** The pattern, never the path: "/api/generations/:id". */
  route: string;
  status: number;
  /** Until the answer begins: a stream may go on for hours. */
  durationSeconds: number;
}

export interface CacheLookup {
  cache: string;
  result: "hit" | "stale" | "miss";
}

/** What this process counts. Recording never throws and never waits. */
export interface Metrics {
  generationFinished(generation: FinishedGeneration): void;
  providerCall(call: ProviderCall): void;
  request(request: AnsweredRequest): void;
  cacheLookup(lookup: CacheLookup): void;
  /** @param open event streams open in this process */
  streams(open: number): void;
  /** Everything in Prometheus' text format. A reader that fails leaves its own gauges out, and nothing else. */
  scrape(): Promise<{ contentType: string; body: string }>;
}

export interface MetricsDependencies {
  logger: Pick<Logger, "warn">;
  /** Where the gauges of a scrape come from. What is left out is not exposed. */
  readers?: Partial<MetricsReaders>;
  /** Prometheus itself gives up after 10 seconds. */
  readTimeoutMs?: number;
}

/**
 * Metrics with a registry of their own.
 *
 * @example
 * const metrics = createMetrics({ logger, readers: createMetricsRepository(database) });
 * metrics.cacheLookup({ cache: "models", result: "hit" });
 * const { body } = await metrics.scrape();
 */
export function createMetrics({ logger, readers = {}, readTimeoutMs = 3_000 }: MetricsDependencies): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of EMPTY_ON_BUN) registry.removeSingleMetric(name);

  const requests = new Histogram({
    name: "lumiku_http_request_duration_seconds",
    help: "HTTP requests, until the answer begins.",
    labelNames: ["method", "route", "status"],
    buckets: REQUEST_BUCKETS_SECONDS,
    registers,
  });
  const generations = new Histogram({
    name: "lumiku_generation_duration_seconds",
    help: "Generations that ended, from their first claim to their end.",
    labelNames: ["app", "action", "model", "provider", "outcome"],
    buckets: WORK_BUCKETS_SECONDS,
    registers,
  });
  const providerCalls = new Histogram({
    name: "lumiku_provider_call_duration_seconds",
    help: "Calls to image providers, from the request to the picture or the failure.",
    labelNames: ["provider", "model", "outcome"],
    buckets: WORK_BUCKETS_SECONDS,
    registers,
  });
  const cacheLookups = new Counter({
    name: "lumiku_cache_lookups_total",
    help: "Lookups in a cache by what came of them.",
    labelNames: ["cache", "result"],
    registers,
  });
  const streams = new Gauge({
    name: "lumiku_event_streams",
    help: "Event streams (server-sent events) open in this process.",
    registers,
  });
  const collect = collectGauges({ readers, registry, logger, readTimeoutMs });
  const bounded = createLabelLimit(MAX_LABEL_VALUES);

  return {
    generationFinished({ appId, action, model, provider, outcome, durationSeconds }) {
      const labels = {
        app: bounded("app", appId),
        action: bounded("action", action),
        model: bounded("model", model),
        provider: bounded("provider", provider ?? "none"),
        outcome,
      };
      generations.observe(labels, sane(durationSeconds));
    },
    providerCall({ provider, model, outcome, durationSeconds }) {
      const labels = {
        provider: bounded("provider", provider),
        model: bounded("provider model", model),
        outcome,
      };
      providerCalls.observe(labels, sane(durationSeconds));
    },
    request({ method, route, status, durationSeconds }) {
      const labels = {
        method: METHODS.has(method) ? method : "OTHER",
        route: bounded("route", route),
        status: String(status),
      };
      requests.observe(labels, sane(durationSeconds));
    },
    cacheLookup: ({ cache, result }) => cacheLookups.inc({ cache: bounded("cache", cache), result }),
    streams: (open) => streams.set(sane(open)),
    async scrape() {
      await collect();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** Lets so many values of a label through and calls the rest "other": each one is a time series for good. */
function createLabelLimit(maxValues: number): (label: string, value: string) => string {
  const known = new Map<string, Set<string>>();
  return (label, value) => {
    const values = known.get(label) ?? new Set();
    known.set(label, values);
    if (values.size < maxValues) values.add(value);
    return values.has(value) ? value : "other";
  };
}

/** prom-client throws at what is no number; a clock that jumped must not fail the work it timed. */
function sane(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}
