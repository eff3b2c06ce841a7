import type { Logger } from "@lumiku/app-sdk/server";
import { pino } from "pino";

export interface PlatformLogger extends Logger {
  child(fields: object): PlatformLogger;
}

/** Header, cookie and credential fields never reach a log line. */
const secretPaths = ["password", "token", "secret", "authorization", "cookie", "*.password", "*.token", "*.secret"];

/** Structured logs on standard output: JSON lines, or one readable line each. */
export function createLogger(options: { level: string; format: "pretty" | "json" }): PlatformLogger {
  const settings = { level: options.level, base: null, redact: { paths: secretPaths, censor: "[redacted]" } };
  return options.format === "json"
    ? pino(settings)
    : pino(settings, { write: (line) => process.stdout.write(pretty(line)) });
}

const levelNames: Record<number, string> = { 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };

function pretty(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toISOString().slice(11, 19);
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const trace = err && typeof err === "object" && "stack" in err ? `\n${String(err.stack)}` : "";
  return `${clock} ${(levelNames[Number(level)] ?? "").padEnd(5)} ${[String(msg ?? ""), ...rest].join("  ")}${trace}\n`;
}
