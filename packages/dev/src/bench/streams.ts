import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createPostgresEventBus } from "../../../../backend/src/core/events/postgres-event-bus";
import { createRedisEventBus } from "../../../../backend/src/core/events/redis-event-bus";
import { createLogger } from "../../../../backend/src/core/observability/logger";
import { type Person, signUp } from "../api-client";
import { startPlatform } from "../platform-process";
import { say } from "./say";
import { baselineScript } from "./streams-baseline";
import { type ClientAnswer, type ClientRequest, clientScript, now } from "./streams-client";

const USERS = 500;
/** As many as one person may have open by default. */
const STREAMS_PER_USER = 20;
const CLIENT_PROCESSES = 2;
const WARM_UP_ROUNDS = 3;
const ROUNDS = 10;
/** What a process needs besides the sockets of its streams. */
const SPARE_FILES = 500;
/** About as long as a generation's snapshot. */
const PADDING = "x".repeat(600);

export interface StreamServers {
  /** A connection string; the database is the platform's to migrate. */
  postgres: string;
  /** A URL. */
  redis: string;
}

interface Target {
  title: string;
  url: string;
  pid: number;
  streams: { path: string; headers: string }[];
  publish(index: number): Promise<unknown>;
}

interface Figures {
  p99Ms: number;
  memoryMib: number;
}

/** Live updates to ten thousand readers of one server process, on both engines, beside a bare Bun.serve. */
export async function measureStreams({ postgres, redis }: StreamServers): Promise<void> {
  const streamsPerUser = await affordableStreamsPerUser();
  say(`\nLive updates: ${USERS} users with ${streamsPerUser} streams each, ${CLIENT_PROCESSES} client processes`);
  // Server, readers and publisher share the machine; whatever else runs on it shows in the figures.
  say(`  ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before it began`);
  const bare = await measureBaseline(streamsPerUser);
  const directory = await mkdtemp(join(tmpdir(), "lumiku-streams-"));
  try {
    for (const engine of ["postgres", "redis"] as const) {
      const environment = {
        ...(engine === "redis" && { REDIS_URL: redis }),
        ROLE: "api",
        DATABASE_URL: postgres,
        LUMIKU_DATA_DIR: directory,
        RATE_LIMITS: "off",
      };
      // In a process of its own: hundreds of passwords hashed at once are no part of the figures.
      const entrance = await startPlatform(environment);
      const people = await signUpMany(entrance.url);
      await entrance.stop();
      const platform = await startPlatform(environment);
      const logger = createLogger({ level: "silent", format: "json" });
      const bus =
        engine === "redis"
          ? await createRedisEventBus({ url: redis, logger })
          : await createPostgresEventBus({ connectionString: postgres, logger });
      const figures = await measure({
        title: engine === "redis" ? "PostgreSQL and Redis" : "PostgreSQL alone",
        url: platform.url,
        pid: platform.process.pid,
        streams: people.flatMap(({ token }) =>
          Array<Target["streams"][number]>(streamsPerUser).fill({
            path: "/api/events",
            headers: `Authorization: Bearer ${token}\r\n`,
          }),
        ),
        publish: (index) => bus.publish(people[index]?.userId ?? "", "noted", { at: now(), padding: PADDING }),
      });
      say(
        `    beside bare Bun.serve: p99 × ${(figures.p99Ms / bare.p99Ms).toFixed(2)}, ` +
          `memory × ${(figures.memoryMib / bare.memoryMib).toFixed(2)}`,
      );
      await bus.close();
      await platform.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureBaseline(streamsPerUser: number): Promise<Figures> {
  const ready = Promise.withResolvers<{ port: number }>();
  const server = Bun.spawn([process.execPath, baselineScript], { ipc: ready.resolve, stdin: "ignore" });
  const url = `http://127.0.0.1:${(await ready.promise).port}`;
  try {
    return await measure({
      title: "Bare Bun.serve",
      url,
      pid: server.pid,
      streams: Array.from({ length: USERS * streamsPerUser }, (_, n) => ({ path: `/?user=${n % USERS}`, headers: "" })),
      publish: async (index) => {
        const body = JSON.stringify({ at: now(), padding: PADDING });
        await fetch(`${url}/?user=${index}`, { method: "POST", body });
      },
    });
  } finally {
    server.kill();
  }
}

/** The p99 is that of the steady load; the memory what the server has once everything has been sent. */
async function measure(target: Target): Promise<Figures> {
  const beforeMib = await memoryMib(target.pid);
  const clients = Array.from({ length: CLIENT_PROCESSES }, startClient);
  const { hostname, port } = new URL(target.url);
  const share = Math.ceil(target.streams.length / clients.length);
  try {
    const startedAt = performance.now();
    const answers = await Promise.all(
      clients.map((client, n) => {
        const streams = target.streams.slice(n * share, (n + 1) * share);
        return client.ask({ open: { hostname, port: Number(port), streams } });
      }),
    );
    const opened = answers.map((answer) => ("opened" in answer ? answer.opened : 0));
    const total = opened.reduce((sum, count) => sum + count, 0);
    const openSeconds = (performance.now() - startedAt) / 1000;
    const openMib = await memoryMib(target.pid);

    const runRounds = async (rounds: number, spreadMs: number) => {
      const lagsMs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const collected = clients.map((client, n) => client.ask({ expect: opened[n] ?? 0 }));
        await publishAll(target, spreadMs);
        for (const answer of await Promise.all(collected)) if ("lagsMs" in answer) lagsMs.push(...answer.lagsMs);
      }
      return { lagsMs: lagsMs.sort((a, b) => a - b), expected: rounds * total };
    };
    await runRounds(WARM_UP_ROUNDS, 1000);
    const steady = await runRounds(ROUNDS, 1000);
    const burst = await runRounds(ROUNDS, 0);
    const afterMib = await memoryMib(target.pid);
    say(`  ${target.title}: ${total} of ${target.streams.length} streams opened in ${openSeconds.toFixed(1)} s`);
    say(`    one event for every user, spread over a second: ${describe(steady)}`);
    say(`    one event for every user, all at once: ${describe(burst)}`);
    say(`    server memory: ${beforeMib} MiB before, ${openMib} MiB with all open, ${afterMib} MiB at the end`);
    return { p99Ms: percentile(steady.lagsMs, 0.99), memoryMib: afterMib };
  } finally {
    for (const client of clients) client.stop();
  }
}

async function publishAll(target: Target, spreadMs: number): Promise<void> {
  const startedAt = performance.now();
  const published: Promise<unknown>[] = [];
  for (let index = 0; index < USERS; index++) {
    const waitMs = startedAt + (index * spreadMs) / USERS - performance.now();
    if (waitMs >= 1) await Bun.sleep(waitMs);
    published.push(target.publish(index));
  }
  await Promise.all(published);
}

function startClient() {
  let onAnswer = (_answer: ClientAnswer) => {};
  const child = Bun.spawn([process.execPath, clientScript], {
    ipc: (answer: ClientAnswer) => onAnswer(answer),
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  });
  return {
    ask: (request: ClientRequest) =>
      new Promise<ClientAnswer>((resolve) => {
        onAnswer = resolve;
        child.send(request);
      }),
    stop: () => child.kill(),
  };
}

async function signUpMany(url: string): Promise<(Person & { userId: string })[]> {
  const people: (Person & { userId: string })[] = [];
  let started = 0;
  const signUpMore = async () => {
    while (started++ < USERS) {
      const email = `${crypto.randomUUID()}@example.com`;
      const person = await signUp(url, { name: "Reader", email, password: "correct horse battery" });
      people.push({ ...person, userId: (await person.accounts.me()).user.id });
    }
  };
  await Promise.all(Array.from({ length: 8 }, signUpMore));
  return people;
}

/** Bun raises its own soft limit to the hard one; where that is too low, fewer streams are opened, and it is said. */
async function affordableStreamsPerUser(): Promise<number> {
  const hard = (await Bun.$`sh -c "ulimit -Hn"`.nothrow().text()).trim();
  const limit = hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard);
  const affordable = Math.max(1, Math.min(STREAMS_PER_USER, Math.floor((limit - SPARE_FILES) / USERS)));
  if (affordable < STREAMS_PER_USER)
    say(
      `\nThis machine allows ${hard} open files: ${USERS * affordable} streams instead of ${USERS * STREAMS_PER_USER}`,
    );
  return affordable;
}

async function memoryMib(pid: number): Promise<number> {
  return Math.round(Number(await Bun.$`ps -o rss= -p ${pid}`.text()) / 1024);
}

function describe({ lagsMs, expected }: { lagsMs: number[]; expected: number }): string {
  const missing = expected - lagsMs.length;
  const shares = [0.5, 0.99, 1].map((share) => percentile(lagsMs, share).toFixed(1));
  const text = `p50 ${shares[0]} ms, p99 ${shares[1]} ms, slowest ${shares[2]} ms`;
  return missing > 0 ? `${text}; ${missing} of ${expected} did not arrive` : text;
}

const percentile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
