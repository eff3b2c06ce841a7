import type { Logger } from "@lumiku/app-sdk/server";
import type { Attributes } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";

/** Traces from a request, through the queue, to the provider's answer. */
export interface Tracing {
  /** A span for every request below /api/ but probes and event streams; it continues the caller's trace. */
  httpMiddleware: MiddlewareHandler;
  /** Runs `work` in a span of the trace in progress, or of a new one. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** The trace in progress in W3C form, to be stored with work that another process will do. */
  currentTraceparent(): string | null;
  /** Runs `work` in a span that continues a stored trace; with null or nonsense it begins a new one. */
  withTraceparent<T>(
    traceparent: string | null,
    name: string,
    attributes: Attributes,
    work: () => Promise<T>,
  ): Promise<T>;
  /** Sends what is left, and switches tracing off. */
  shutdown(): Promise<void>;
}

export interface TracingOptions {
  /** Base address of an OTLP/HTTP collector: "http://localhost:4318". */
  endpoint: string;
  serviceName: string;
  version: string;
  logger: Pick<Logger, "warn">;
  /** How long a shutdown waits for the collector. Milliseconds. */
  flushTimeoutMs?: number;
}

/** Tracing switched off: everything passes straight through. */
export const noTracing: Tracing = {
  httpMiddleware: (_, next) => next(),
  span: (_name, _attributes, work) => work(),
  currentTraceparent: () => null,
  withTraceparent: (_traceparent, _name, _attributes, work) => work(),
  shutdown: async () => {},
};

/**
 * Starts tracing when there is a collector to send to; without one no SDK and no instrumentation is even loaded.
 * OpenTelemetry is global to the process: once at a time, and before the queue and the database are opened.
 */
export async function startTracing({
  endpoint,
  ...options
}: Omit<TracingOptions, "endpoint"> & { endpoint: string | undefined }): Promise<Tracing> {
  if (endpoint === undefined) return noTracing;
  const { startOtlpTracing } = await import("./otlp-tracing");
  return startOtlpTracing({ endpoint, ...options });
}
