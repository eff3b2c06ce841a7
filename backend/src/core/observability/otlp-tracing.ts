import { httpInstrumentationMiddleware } from "@hono/otel";
import {
  type Context,
  context,
  createContextKey,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { PrismaInstrumentation } from "@prisma/instrumentation";
import type { MiddlewareHandler } from "hono";
import { withTimeLimit } from "../time-limit";
import type { Tracing, TracingOptions } from "./tracing";

/** Probes and files say nothing that the metrics do not, and what an event stream does has no end. */
const TRACED_PATHS = /^\/api\/(?!health\b|events\b)/;
const MAY_BEGIN = createContextKey("a trace may begin here");

/** Heartbeats, sweeps and the queue's polling would begin traces of their own, several a second. */
const onlyWhatMayBegin: Sampler = {
  shouldSample: (parent) => ({
    decision: parent.getValue(MAY_BEGIN) ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
  }),
  toString: () => "OnlyWhatMayBegin",
};

/** Sends spans to an OTLP/HTTP collector as JSON, with the headers in OTEL_EXPORTER_OTLP_HEADERS if there are any. */
export function startOtlpTracing(options: TracingOptions): Tracing {
  const { endpoint, serviceName, version, logger, flushTimeoutMs = 2_000 } = options;
  const warn = (message: string, ...details: unknown[]) => logger.warn({ details }, `tracing: ${message}`);
  const ignore = () => {};
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);

  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    sampler: new ParentBasedSampler({ root: onlyWhatMayBegin }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const prisma = new PrismaInstrumentation();
  prisma.enable();
  const tracer = trace.getTracer("lumiku", version);

  const inSpan = <T>(name: string, options: SpanOptions, parent: Context, work: () => Promise<T>): Promise<T> =>
    tracer.startActiveSpan(name, options, parent.setValue(MAY_BEGIN, true), async (span) => {
      try {
        return await work();
      } catch (error) {
        span.recordException(error instanceof Error ? error : String(error));
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await withTimeLimit(provider.shutdown(), flushTimeoutMs, "The collector took too long").catch((error) =>
      logger.warn({ err: error }, "the last traces were not sent"),
    );
    prisma.disable();
    for (const api of [trace, context, propagation, diag]) api.disable();
  };

  return {
    httpMiddleware: traceRequests(),

    span: (name, attributes, work) => inSpan(name, { attributes }, context.active(), work),

    currentTraceparent() {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent ?? null;
    },

    withTraceparent(traceparent, name, attributes, work) {
      const stored = propagation.extract(ROOT_CONTEXT, traceparent === null ? {} : { traceparent });
      return inSpan(name, { kind: SpanKind.CONSUMER, attributes }, stored, work);
    },

    shutdown() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function traceRequests(): MiddlewareHandler {
  const instrument = httpInstrumentationMiddleware();
  return (request, next) => {
    const { origin, pathname } = new URL(request.req.url);
    if (!TRACED_PATHS.test(pathname)) return next();
    const traced = async () => {
      const requestId: unknown = request.get("requestId");
      // Queries carry signatures and one-time tokens.
      trace.getActiveSpan()?.setAttributes({
        "url.full": origin + pathname,
        ...(typeof requestId === "string" && { "lumiku.request_id": requestId }),
      });
      await next();
      // A refusal is an answer: by OpenTelemetry's conventions only 5xx marks a server's span as failed.
      if (request.res.status < 500) request.error = undefined;
    };
    return context.with(context.active().setValue(MAY_BEGIN, true), () => instrument(request, traced));
  };
}
