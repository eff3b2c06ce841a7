import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";

let db: TestDatabase;
const userId = "user-1";

beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.client.user.create({ data: { id: userId, name: "Ada", email: "ada@example.com" } });
  await post("grant", 100, 0, "welcome");
});
afterAll(() => db.drop());

const post = async (kind: string, available: number, held: number, key: string) =>
  db.database.client.$queryRawUnsafe<{ availableAfter: number; heldAfter: number }[]>(
    `INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", note)
     VALUES ($1, $2::ledger_kind, $3, $4, $5, '') RETURNING "availableAfter", "heldAfter"`,
    ...[userId, kind, available, held, key],
  );
const wallet = () =>
  db.database.client.wallet.findUniqueOrThrow({ where: { userId }, select: { available: true, held: true } });
const refusal = (sql: string) =>
  db.database.client.$executeRawUnsafe(sql).then(
    () => "accepted",
    (error: Error) => error.message,
  );

test("an entry moves the wallet and records the balance after it", async () => {
  expect(await post("hold", -30, 30, "hold-1")).toEqual([{ availableAfter: 70, heldAfter: 30 }]);
  expect(await wallet()).toEqual({ available: 70, held: 30 });
});

test("the same key again changes nothing", async () => {
  expect(await post("hold", -30, 30, "hold-1")).toEqual([]);
  expect(await wallet()).toEqual({ available: 70, held: 30 });
});

test("no entry can overdraw the available or the held credits", async () => {
  await expect(post("hold", -71, 71, "hold-2")).rejects.toThrow("wallet_available_not_negative");
  await expect(post("capture", 0, -31, "capture-1")).rejects.toThrow("wallet_held_not_negative");
  expect(await wallet()).toEqual({ available: 70, held: 30 });
});

test("an entry whose deltas do not fit its kind is refused", async () => {
  const wrong: [string, number, number][] = [
    ["grant", -5, 0],
    ["grant", 5, 5],
    ["hold", -5, 4],
    ["capture", 1, -1],
    ["release", 5, -4],
    ["refund", -1, 0],
  ];
  for (const [kind, available, held] of wrong) {
    await expect(post(kind, available, held, `wrong-${kind}-${available}-${held}`)).rejects.toThrow(
      "ledger_entry_fits_its_kind",
    );
  }
});

test("entries are never changed or deleted, wallets never set by hand", async () => {
  expect(await refusal("UPDATE ledger_entries SET note = 'x'")).toContain("refused");
  expect(await refusal("DELETE FROM ledger_entries")).toContain("refused");
  expect(await refusal("TRUNCATE ledger_entries")).toContain("refused");
  expect(await refusal("UPDATE wallets SET available = 1000000")).toContain("refused");
  expect(await refusal("DELETE FROM wallets")).toContain("refused");
});

test("a new wallet is empty, whatever is written into it", async () => {
  await db.database.client.user.create({ data: { id: "user-2", name: "Eve", email: "eve@example.com" } });
  const opened = await db.database.client.wallet.create({ data: { userId: "user-2", available: 500, held: 5 } });
  expect(opened).toMatchObject({ available: 0, held: 0 });
});

test("fifty holds at once against twenty credits: twenty are accepted", async () => {
  await post("adjust", -50, 0, "down-to-20");
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => post("hold", -1, 1, `race-${index}`)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(await wallet()).toEqual({ available: 0, held: 50 });
});

test("a finished generation never becomes unfinished again", async () => {
  const { client } = db.database;
  const common = {
    userId,
    appId: "a",
    action: "b",
    model: "m",
    params: {},
    count: 1,
    seed: 1,
    unitCost: 1,
    reserved: 1,
    step: "",
  };
  await client.generation.create({ data: { ...common, id: "g", status: "completed" } });
  expect(await refusal("UPDATE generations SET status = 'processing'")).toContain("stays so");
  expect(await refusal("UPDATE generations SET charged = 2")).toContain("generation_charge_fits_reservation");
});

test("deleting a person takes wallet and ledger along", async () => {
  await db.database.client.user.delete({ where: { id: userId } });
  expect(await db.database.client.ledgerEntry.count({ where: { userId } })).toBe(0);
});
