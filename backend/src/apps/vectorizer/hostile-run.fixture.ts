import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError, createClient } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { signUp } from "@lumiku/dev/api-client";
import { renderSvg } from "./tracing/picture";

/** What came of a picture, as the person who brought it was told. */
export interface Outcome {
  /** When it was brought. */
  upload: Told;
  preview?: Told;
  trace?: Told;
  /** Of the finished trace. */
  svg?: string;
  credits: { available: number; held: number };
}

/** Null is success. */
type Told = { code: string; message: string } | null;

const byHand: TraceRecipe = { model: "vtracer", settings: TraceSettings.parse({}) };

/** Brings a file as somebody new would, drafts it, traces it, and downloads what came of it. */
export async function bringAndTrace(url: string, bytes: Uint8Array, recipe = byHand): Promise<Outcome> {
  const email = `${crypto.randomUUID()}@example.com`;
  const person = await signUp(url, { name: "Ada", email, password: "correct horse battery" });
  const api = createClient(vectorizer, person.transport);
  const outcome = async (steps: Omit<Outcome, "credits">) => ({
    ...steps,
    credits: (await person.accounts.me()).credits,
  });

  const file = new File([bytes.slice()], "picture.png", { type: "image/png" });
  const document = await told(api.createDocument({ body: {}, file }));
  if ("code" in document) return outcome({ upload: document });
  const params = { documentId: document.id };
  const preview = await told(api.preview({ params, body: recipe }));
  const started = await told(api.trace({ params, body: recipe }));
  const steps = { upload: null, preview: "code" in preview ? preview : null };
  if ("code" in started) return outcome({ ...steps, trace: started });
  const { outputs, error } = await person.follow(started);
  const failure = outputs[0]?.error ?? error;
  if (failure) return outcome({ ...steps, trace: failure });
  const { trace } = await api.getDocument({ params });
  const response = await person.fetch(`/api/apps/vectorizer/traces/${trace?.id}/export?format=svg`);
  return outcome({ ...steps, trace: null, svg: await response.text() });
}

async function told<T extends object>(call: Promise<T>): Promise<T | { code: string; message: string }> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** What is somewhere in an SVG, in shares of its sides, over white: "#rrggbb". */
export async function colorAt(svg: string, x: number, y: number): Promise<string> {
  const { width, height, data } = await renderSvg(svg, 200, 200);
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
  const alpha = (data[at + 3] ?? 0) / 255;
  const overWhite = [...data.subarray(at, at + 3)].map((channel) => Math.round(255 - alpha * (255 - channel)));
  return `#${Buffer.from(overWhite).toString("hex")}`;
}

/** The largest difference of two colours in one channel, 0–255. */
export function channelDistance(one: string, other: string): number {
  const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const second = channels(other);
  return Math.max(...channels(one).map((value, index) => Math.abs(value - (second[index] ?? 0))));
}

/** Memory that a process and all below it have in use, in bytes; 0 where the system has no /proc. */
export function memoryOfTree(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) =>
      readFileSync(join(`/proc/${pid}/task`, task, "children"), "utf8").split(" "),
    );
    return children.filter((child) => child !== "").reduce((sum, child) => sum + memoryOfTree(Number(child)), own);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
