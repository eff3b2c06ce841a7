import { join } from "node:path";
import type { Person } from "../api-client";
import { say } from "./say";

const SECONDS = 3;

/** Reads a second, beside a bare Hono handler that asks PostgreSQL for the same rows. Servers and client are processes of their own. */
export async function measureReads(url: string, person: Person, databaseUrl: string): Promise<void> {
  const { user } = await person.accounts.me();
  const [latest] = (await person.generations.list({ query: { limit: 1 } })).items;
  const bare = spawn("bare-server.ts", databaseUrl, user.id);
  const bareUrl = `http://127.0.0.1:${await firstLine(bare)}`;
  for (const [path, what] of [
    ["/api/me", "cached"],
    [`/api/generations/${latest?.id}`, "read each time"],
    ["/api/generations", "30 of them, with signed addresses, read each time"],
  ] as const) {
    const baseline = await count(bareUrl + path, "");
    const platform = await count(url + path, person.token);
    const ratio = (platform / baseline).toFixed(2);
    say(
      `  GET ${path.replace(latest?.id ?? "", ":id")} (${what}): ${platform} a second; bare ${baseline}; ratio ${ratio}`,
    );
  }
  bare.kill();
  await bare.exited;
}

async function count(url: string, token: string): Promise<number> {
  const client = spawn("reads-client.ts", url, token, String(SECONDS));
  const answers = Number(await firstLine(client));
  if ((await client.exited) !== 0) throw new Error(`Reading ${url} failed`);
  return answers;
}

function spawn(script: string, ...values: string[]) {
  return Bun.spawn([process.execPath, join(import.meta.dir, script), ...values], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
}

async function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n")) break;
  }
  return text.trim();
}
