import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Generation } from "@lumiku/app-sdk";
import { type Person, signUp } from "./api-client";
import { startPlatform } from "./platform-process";

const portraits = [
  { style: "avataaars", prompt: "A woman with a green hijab and glasses, smiling" },
  { style: "personas", prompt: "A man with a ginger beard and a navy sweater" },
  { style: "micah", prompt: "A woman with long auburn hair and earrings" },
  { style: "open-peeps", prompt: "A confident man with an orange turban and a beard" },
];

const say = (line: string) => process.stdout.write(`${line}\n`);
const out = resolve(readOption("--out") ?? "lumiku-demo");

const { url, close } = await findPlatform();
try {
  await run(url);
} finally {
  await close();
}

async function run(url: string): Promise<void> {
  const email = `demo-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const person = await signUp(url, { name: "Demo", email, password: `demo-${crypto.randomUUID()}` });
  const before = await person.accounts.me();
  say(`Signed up as ${email} with ${before.credits.available} credits`);
  const project = await person.avatars.createProject({ body: { name: "Demo portraits" } });
  await mkdir(out, { recursive: true });
  say(`Opened the project "${project.name}"\n`);

  let charged = 0;
  for (const [index, { style, prompt }] of portraits.entries()) {
    say(`${index + 1}/${portraits.length}  ${prompt} (${style})`);
    const started = await person.avatars.generateAvatars({
      params: { projectId: project.id },
      body: { prompt, style, model: "illustrated", count: 1, seed: 7 + index },
      idempotencyKey: crypto.randomUUID(),
    });
    const finished = await person.follow(started, showProgress);
    process.stdout.write("\n");
    if (finished.status !== "completed")
      throw new Error(`It ${finished.status}: ${finished.error?.message ?? finished.step}`);
    charged += finished.cost.charged;
    await save(person, finished, `${index + 1}-${style}.png`);
  }
  const after = await person.accounts.me();
  say(`Cost: ${charged} credits. Balance: ${after.credits.available} credits.`);
}

async function save(person: Person, { outputs }: Generation, name: string): Promise<void> {
  const asset = outputs[0]?.asset;
  if (!asset) throw new Error("The generation has no picture");
  const path = join(out, name);
  await Bun.write(path, await person.fetch(asset.url));
  for (const note of outputs[0]?.notes ?? []) say(`     ${note}`);
  say(`     ${path}  ${asset.width}×${asset.height}\n`);
}

function showProgress({ progress, step }: Generation): void {
  const filled = Math.round(progress / 5);
  const line = `     ${"█".repeat(filled)}${"░".repeat(20 - filled)} ${String(progress).padStart(3)} %  ${step}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line.padEnd(70)}` : `${line}\n`);
}

/** The platform at LUMIKU_URL, or one of our own for the time of the demo. */
async function findPlatform(): Promise<{ url: string; close: () => Promise<void> }> {
  const url = process.env.LUMIKU_URL ?? "http://localhost:3000";
  const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  if (answer?.ok) {
    say(`Using the platform at ${url}`);
    return { url, close: async () => {} };
  }
  if (process.env.LUMIKU_URL) throw new Error(`No ready platform answers at ${url}`);
  say("No platform runs here; starting one for the demo");
  const directory = await mkdtemp(join(tmpdir(), "lumiku-demo-"));
  const platform = await startPlatform({ LUMIKU_DATA_DIR: directory });
  return {
    url: platform.url,
    async close() {
      await platform.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function readOption(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index === -1 ? undefined : process.argv[index + 1];
}
