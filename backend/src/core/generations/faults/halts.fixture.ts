import { AsyncLocalStorage } from "node:async_hooks";
import type { Generation } from "@lumiku/app-sdk";
import type { ProviderCatalogue } from "../../ai/catalogue";
import type { Provider, TicketedProvider } from "../../ai/provider";
import type { PlatformPorts } from "../../platform";

/** Moments in the life of a generation, in order. */
export const steps = [
  "before the claim",
  "after the claim",
  "before the provider is asked",
  "after the provider answered",
  "after the ticket is stored",
  "while the provider works",
  "before the file is stored",
  "after the file is stored",
  "before the output is recorded",
  "inside the delivery's transaction",
  "after settling, before the event",
  "before the queue is acknowledged",
] as const;
export type Step = (typeof steps)[number];

/** Where to halt, by the seed of the output, or of the generation's first output where it is about the generation. */
export type Plan = Readonly<Record<number, Step>>;

export interface Halts {
  /** Waits for ever, or until {@link Halts.release}, when the plan says so. */
  at(step: Step, seed: number | undefined): Promise<void>;
  release(): void;
}

/** @param onHalt told once for each seed */
export function createHalts(plan: Plan, onHalt: (seed: number) => void): Halts {
  const halted = new Set<number>();
  const released = Promise.withResolvers<void>();
  return {
    async at(step, seed) {
      if (seed === undefined || plan[seed] !== step) return;
      if (!halted.has(seed)) onHalt(seed);
      halted.add(seed);
      await released.promise;
    },
    release: () => released.resolve(),
  };
}

/** Puts halts between the platform and its ports. The step inside the delivery's transaction is the app's own. */
export function haltPorts(ports: PlatformPorts, { at }: Halts): PlatformPorts {
  const { database, queue, events, storage, providers, tracing } = ports;
  const seeds = new Map<string, number>();
  const seedsByUser = new Map<string, number>();
  const filesByOutput = new Map<string, number>();
  /** The generation in hand. */
  const current = new AsyncLocalStorage<number | undefined>();

  const learn = async (id: string) => {
    const row = await database.client.generation.findUniqueOrThrow({ where: { id } });
    seeds.set(id, row.seed);
    seedsByUser.set(row.userId, row.seed);
  };

  return {
    ...ports,
    queue: {
      queue: queue.queue,
      startWorker: (handler, options) =>
        queue.startWorker(async (id, signal) => {
          await learn(id);
          await at("before the claim", seeds.get(id));
          const outcome = await current.run(seeds.get(id), () => handler(id, signal));
          await at("before the queue is acknowledged", seeds.get(id));
          return outcome;
        }, options),
    },
    database: {
      ...database,
      async transaction(work) {
        await at("before the output is recorded", current.getStore());
        return database.transaction(work);
      },
    },
    tracing: {
      ...tracing,
      async withTraceparent(traceparent, name, attributes, work) {
        await at("after the claim", seeds.get(String(attributes["lumiku.generation"])));
        return tracing.withTraceparent(traceparent, name, attributes, work);
      },
    },
    providers: haltProviders(providers, at),
    storage: {
      ...storage,
      async put(key, bytes, mime) {
        const [, id = "", index] = /([\w-]{36})-(\d+)-\d+\./.exec(key) ?? [];
        const seed = (seeds.get(id) ?? 0) + Number(index);
        await at("before the file is stored", seed);
        await storage.put(key, bytes, mime);
        // The file and its thumbnail.
        const files = (filesByOutput.get(`${id}-${index}`) ?? 0) + 1;
        filesByOutput.set(`${id}-${index}`, files);
        if (files === 2) await at("after the file is stored", seed);
      },
    },
    events: {
      ...events,
      async publish(userId, type, data) {
        // A worker tells of a balance only when it has settled.
        const { status } = data as Partial<Generation>;
        const isEnd = type === "credits.updated" || status === "completed" || status === "failed";
        if (isEnd) await at("after settling, before the event", seedsByUser.get(userId));
        return events.publish(userId, type, data);
      },
    },
  };
}

function haltProviders(catalogue: ProviderCatalogue, at: Halts["at"]): ProviderCatalogue {
  const wrap = (provider: Provider) => haltProvider(provider, at);
  const known = new Map<string, Provider>();
  const find = (id: string) => {
    const provider = known.get(id) ?? catalogue.find(id);
    if (provider && !known.has(id)) known.set(id, wrap(provider));
    return known.get(id);
  };
  return {
    ...catalogue,
    find,
    routes: (key, model) =>
      catalogue.routes(key, model).map((route) => ({ ...route, provider: find(route.provider.id) ?? route.provider })),
  };
}

function haltProvider(provider: Provider, at: Halts["at"]): Provider {
  const ask = async <T>(seed: number | undefined, work: () => Promise<T>) => {
    await at("before the provider is asked", seed);
    const answer = await work();
    await at("after the provider answered", seed);
    return answer;
  };
  if (provider.kind === "direct")
    return {
      ...provider,
      generate: (request, signal) => ask(request.seed, () => provider.generate(request, signal)),
    };
  const seeds = new Map<string, number | undefined>();
  const ticketed: TicketedProvider = {
    ...provider,
    async submit(request, signal) {
      const ticket = await ask(request.seed, () => provider.submit(request, signal));
      seeds.set(ticket.requestId, request.seed);
      return ticket;
    },
    async look(ticket, signal) {
      const seed = seeds.get(ticket.requestId);
      await at("after the ticket is stored", seed);
      const look = await provider.look(ticket, signal);
      await at("while the provider works", seed);
      return look;
    },
  };
  return ticketed;
}
