import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { startSeeding } from "./seeding";

let db: TestDatabase;
const logged: { level: string; app?: string }[] = [];
const log = (level: string) => (fields: object) => logged.push({ level, ...fields });
const logger = { info: log("info"), warn: log("warn"), error: log("error") } as never;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const app = (id: string, seed?: () => Promise<void>) => ({ contract: { id }, seed }) as never;
const start = (...apps: never[]) =>
  startSeeding({ registry: { list: () => apps }, connectionString: db.connectionString, logger });

test("every app is seeded in its turn, though one before it fails", async () => {
  const seeded: string[] = [];
  await start(
    app("first", async () => {
      seeded.push("first");
    }),
    app("broken", async () => {
      throw new Error("no disk");
    }),
    app("without"),
    app("last", async () => {
      seeded.push("last");
    }),
  ).end;
  expect(seeded).toEqual(["first", "last"]);
  expect(logged).toMatchObject([
    { level: "info", app: "first" },
    { level: "error", app: "broken" },
    { level: "info", app: "last" },
  ]);
});

test("two processes never seed at the same time, and the second has its turn when the first has ended", async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const order: string[] = [];
  const one = start(
    app("presets", async () => {
      order.push("one begins");
      begun.resolve();
      await held.promise;
      order.push("one ends");
    }),
  );
  await begun.promise;
  const two = start(app("presets", async () => void order.push("two")));
  const waiting = () =>
    db.database.client.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
  let inLine = await waiting();
  while (inLine.length === 0) inLine = await waiting();
  expect(order).toEqual(["one begins"]);
  held.resolve();
  await Promise.all([one.end, two.end]);
  expect(order).toEqual(["one begins", "one ends", "two"]);
});

test("a process that stops while it waits stops at once; one that seeds ends that app and begins no other", async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const seeded: string[] = [];
  const one = start(
    app("first", async () => {
      begun.resolve();
      await held.promise;
      seeded.push("first");
    }),
    app("second", async () => void seeded.push("second")),
  );
  await begun.promise;
  const two = start(app("first", async () => void seeded.push("two")));
  await two.stop();
  const stopping = one.stop();
  held.resolve();
  await stopping;
  expect(seeded).toEqual(["first"]);
});

test("without a database the platform starts all the same", async () => {
  const seeding = startSeeding({
    registry: { list: () => [app("any", async () => {})] },
    connectionString: "postgres://nobody@127.0.0.1:1/none",
    logger,
  });
  await seeding.end;
  expect(logged.at(-1)?.level).toBe("warn");
});
