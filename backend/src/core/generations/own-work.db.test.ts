import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createClient, defineContract, Generation } from "@lumiku/app-sdk";
import { type AppContext, defineAction, defineApp, defineRoutes, servedByAction } from "@lumiku/app-sdk/server";
import sharp from "sharp";
import { z } from "zod";
import { createGate, enterGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";

setDefaultTimeout(60_000);

const PICTURES = 50;

/** An app whose action makes its pictures by itself: each as the request says. */
const press = defineContract({
  id: "press",
  name: "Press",
  summary: "For tests",
  icon: "flask-conical",
  color: "sky",
  order: 97,
  access: { minTier: "free" },
  features: {},
  actions: {
    print: {
      summary: "Print",
      /** Which outputs fail, and how many are made before the gate of the seed. */
      params: z.object({ failing: z.array(z.int()), beforeGate: z.int() }),
      needs: ["text-to-image"],
      maxOutputs: PICTURES,
    },
  },
  models: {
    plate: {
      ...{ name: "Plate", summary: "", action: "print", minTier: "free", costCredits: 2, costUnits: 1 },
      ...{ has: ["text-to-image"], builtin: true },
    },
  },
  routes: {
    print: {
      method: "post",
      path: "/prints",
      summary: "Print",
      status: 202,
      body: z.object({ count: z.int(), seed: z.int(), failing: z.array(z.int()), beforeGate: z.int() }),
      response: Generation,
    },
  },
  events: {},
  errors: {},
});

/** What was made, and what the app was told of, by output. */
const made: { generationId: string; index: number }[] = [];
const told: { generationId: string; index: number; data: unknown }[] = [];

const pressApp = defineApp(press, {
  tables: [],
  repository: () => ({}),
  service: ({ generations }: AppContext) => generations,
  routes: defineRoutes(press, (generations: AppContext["generations"]) => ({
    print: ({ actor, body: { count, seed, ...params } }) =>
      generations.start(actor, { action: "print", model: "plate", count, seed, params }),
  })),
  actions: {
    print: defineAction(press, "print", () => ({
      async *run({ generationId, count, seed, params, delivered, signal, report }) {
        for (let index = 0; index < count; index++) {
          if (delivered.has(index)) continue;
          if (index === params.beforeGate) await enterGate(seed, signal);
          await report((index / count) * 100, `Printing ${index + 1} of ${count}`);
          made.push({ generationId, index });
          if (params.failing.includes(index)) {
            yield { index, seed: seed + index, error: { code: "NOT_PRINTED", message: "The paper jammed." } };
          } else {
            yield { index, seed: seed + index, bytes: await dot(index), data: { ink: index } };
          }
        }
      },
      onOutput: async ({ generationId, index, data }) => {
        told.push({ generationId, index, data });
      },
    })),
  },
  models: { plate: servedByAction },
});

const dot = (shade: number) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: shade, g: 9, b: 9 } } })
    .png()
    .toBuffer();

let platform: TestPlatform;
beforeAll(async () => {
  // The test itself is the worker.
  platform = await createTestPlatform({ apps: [pressApp], hasWorker: false });
});
afterAll(() => platform.close());

async function start(request: { count: number; failing: number[]; beforeGate: number }) {
  const person = await platform.join();
  const gate = createGate();
  const api = createClient(press, person.transport);
  const generation = await api.print({ body: { ...request, seed: gate.seed } });
  return {
    gate,
    generation,
    work: () => platform.runner.run(generation.id, new AbortController().signal),
    read: () => person.generations.get({ params: { generationId: generation.id } }),
    balance: async () => (await person.accounts.me()).credits,
    of: <Entry extends { generationId: string }>(entries: readonly Entry[]) =>
      entries.filter(({ generationId }) => generationId === generation.id),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test("50 outputs of which some fail, with a worker lost in the middle: none is made twice, and what failed is given back", async () => {
  const failing = [3, 20, 21, 49];
  const print = await start({ count: PICTURES, failing, beforeGate: 30 });
  expect(await print.balance()).toEqual({ available: 0, held: 100 });
  const silent = print.work();
  await print.gate.reached(1);
  expect((await print.read()).outputs).toHaveLength(30);

  // As the queue delivers it again when its worker has fallen silent.
  const next = print.work();
  await print.gate.reached(2);
  print.gate.open();
  expect(await Promise.all([next, silent])).toEqual([{ kind: "done" }, { kind: "done" }]);

  const ended = await print.read();
  expect(ended).toMatchObject({ status: "completed", step: "Complete", cost: { reserved: 100, charged: 92 } });
  expect(ended.outputs.map(({ index }) => index)).toEqual(range(0, PICTURES));
  expect(ended.outputs.filter(({ status }) => status === "failed").map(({ index }) => index)).toEqual(failing);
  expect(await print.balance()).toEqual({ available: 8, held: 0 });
  expect(await platform.credits.audit()).toEqual([]);

  // What the first worker had delivered, failures too, was not made again.
  expect(print.of(made).filter(({ index }) => index < 30)).toHaveLength(30);
  const good = range(0, PICTURES).filter((index) => !failing.includes(index));
  expect(print.of(told).map(({ index, data }) => ({ index, data }))).toEqual(
    good.map((index) => ({ index, data: { ink: index } })),
  );
});

test("work whose every output fails, before and after its worker was lost, costs nothing and says why", async () => {
  const print = await start({ count: 4, failing: [0, 1, 2, 3], beforeGate: 2 });
  const silent = print.work();
  await print.gate.reached(1);
  const next = print.work();
  await print.gate.reached(2);
  print.gate.open();
  await Promise.all([next, silent]);
  expect(await print.read()).toMatchObject({ status: "failed", error: { code: "NOT_PRINTED" }, cost: { charged: 0 } });
  expect(await print.balance()).toEqual({ available: 100, held: 0 });
});

test("a person reads what the action says it is at, also after a picture was saved", async () => {
  const print = await start({ count: 3, failing: [], beforeGate: 2 });
  const work = print.work();
  await print.gate.reached(1);
  const said = async () => (await print.read()).step;
  // Told a few times a second.
  while ((await said()) !== "Printing 2 of 3") await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await print.read()).progress).toBe(66);
  print.gate.open();
  await work;
  expect(await said()).toBe("Complete");
});
