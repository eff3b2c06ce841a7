import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { tellApps } from "./bin";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("every app empties its bin, though one before it fails and undoes what it had begun", async () => {
  const { client } = db.database;
  const before = new Date("2026-01-01T00:00:00Z");
  const told: Date[] = [];
  const logged: object[] = [];
  const addUser = (id: string) => client.user.create({ data: { id, name: id, email: `${id}@example.com` } });
  const app = (id: string, empty?: (removedBefore: Date) => Promise<void>) =>
    ({ contract: { id }, hooks: empty ? { "bin.emptied": empty } : {} }) as never;
  const registry = {
    list: () => [
      app("broken", async () => {
        await addUser("half-way");
        throw new Error("no table");
      }),
      app("without"),
      app("tidy", async (removedBefore) => {
        told.push(removedBefore);
        await addUser("whole");
      }),
    ],
  };
  await tellApps(
    { registry, database: db.database, logger: { error: (fields: object) => logged.push(fields) } as never },
    "bin.emptied",
    before,
  );
  expect(told).toEqual([before]);
  expect(logged).toMatchObject([{ app: "broken" }]);
  expect((await client.user.findMany()).map(({ id }) => id)).toEqual(["whole"]);
});
