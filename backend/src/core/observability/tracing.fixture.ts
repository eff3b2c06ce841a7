import { noTracing, startTracing } from "./tracing";

// Goes on with a stored trace in a process of its own, and says what of OpenTelemetry it loaded.
const [traceparent = "", endpoint] = process.argv.slice(2);
const logger = { warn: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`) };
const tracing = await startTracing({ endpoint, serviceName: "lumiku", version: "1.2.3", logger });
await tracing.withTraceparent(traceparent, "generation", { "lumiku.app": "trial" }, () =>
  tracing.span("provider call", { "lumiku.provider": "fal" }, async () => {}),
);
await tracing.shutdown();
const modules = Object.keys(require.cache).filter((path) => /opentelemetry|bullmq|prisma/.test(path)).length;
process.stdout.write(JSON.stringify({ modules, isTraced: tracing !== noTracing }));
