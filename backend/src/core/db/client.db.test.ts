import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { scopeTables } from "./client";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const addUser = (id: string) => db.database.client.user.create({ data: { id, name: id, email: `${id}@example.com` } });
const hasUser = async (id: string) => (await db.database.client.user.count({ where: { id } })) === 1;

test("what runs inside a transaction belongs to it, and is undone with it", async () => {
  const work = db.database.transaction(async () => {
    await addUser("undone");
    await db.database.transaction(() => addUser("nested"));
    expect(await hasUser("nested")).toBe(true);
    throw new Error("changed my mind");
  });
  await expect(work).rejects.toThrow("changed my mind");
  await work.catch(() => {});
  expect(await hasUser("undone")).toBe(false);
  expect(await hasUser("nested")).toBe(false);
});

test("effects run in order after the commit, and never after a rollback", async () => {
  const seen: string[] = [];
  await db.database.transaction(async () => {
    db.database.afterCommit(async () => {
      seen.push(`first, committed: ${await hasUser("kept")}`);
    });
    db.database.afterCommit(() => seen.push("second"));
    await addUser("kept");
    seen.push("work");
  });
  const failing = db.database.transaction(async () => {
    db.database.afterCommit(() => seen.push("never"));
    throw new Error("no");
  });
  await failing.catch(() => {});
  expect(seen).toEqual(["work", "first, committed: true", "second"]);
});

test("a query that outlives its transaction is told so instead of hanging on a dead connection", async () => {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const late: Promise<string>[] = [];
  await db.database.transaction(async () => {
    late.push(over.then(() => db.database.client.user.count()).then(String, (error: Error) => error.message));
  });
  end();
  expect(await late[0]).toContain("after its transaction had ended");
});

test("transactions that deadlock are run again until both are through", async () => {
  await Promise.all([addUser("left"), addUser("right")]);
  const rename = (first: string, second: string, name: string) =>
    db.database.transaction(async () => {
      await db.database.client.user.update({ where: { id: first }, data: { name } });
      await Bun.sleep(50);
      await db.database.client.user.update({ where: { id: second }, data: { name } });
    });
  await Promise.all([rename("left", "right", "a"), rename("right", "left", "b")]);
  const names = await db.database.client.user.findMany({
    where: { id: { in: ["left", "right"] } },
    select: { name: true },
  });
  expect(new Set(names.map(({ name }) => name)).size).toBe(1);
});

test("an app's view of the database holds its own tables and nothing else", () => {
  const tables = scopeTables(db.database.client, ["avatar"]) as { avatar: unknown; user: unknown; $queryRaw: unknown };
  expect(tables.avatar).toBeDefined();
  expect(() => tables.user).toThrow("not among this app's");
  expect(() => tables.$queryRaw).toThrow("not among this app's");
});

test("a table that an app keeps in a variable joins the transaction in progress all the same", async () => {
  const { user: table } = scopeTables(db.database.client, ["user"]) as Pick<typeof db.database.client, "user">;
  const undone = db.database.transaction(async () => {
    await table.create({ data: { id: "variable", name: "Variable", email: "variable@example.com" } });
    expect(await table.count({ where: { id: "variable" } })).toBe(1);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await table.count({ where: { id: "variable" } })).toBe(0);
});
