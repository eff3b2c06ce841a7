import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { type AuditRepository, createAuditRepository } from "./repository";

let testDatabase: TestDatabase;
let audit: AuditRepository;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  audit = createAuditRepository(testDatabase.database);
}, 30_000);
afterAll(() => testDatabase.drop());

test("an entry is neither changed nor removed, not one, not all, not with the account it is about", async () => {
  const { client } = testDatabase.database;
  const at = new Date();
  const user = { id: "ada", name: "Ada", email: "ada@example.com", updatedAt: at };
  await client.user.create({ data: user });
  await audit.add({
    actorKind: "admin",
    actorId: "grace",
    action: "role.changed",
    userId: "ada",
    details: { role: "admin" },
  });
  const before = await audit.list({ limit: 10 });
  expect(before).toHaveLength(1);

  const attempts = [
    () => client.auditEntry.updateMany({ data: { actorId: "somebody else" } }),
    () => client.auditEntry.deleteMany(),
    () => client.$executeRaw`UPDATE audit_entries SET details = '{}'`,
    () => client.$executeRaw`DELETE FROM audit_entries WHERE "userId" = 'ada'`,
    () => client.$executeRaw`TRUNCATE audit_entries`,
    () => client.$executeRaw`TRUNCATE audit_entries RESTART IDENTITY CASCADE`,
  ];
  for (const attempt of attempts)
    expect(String(await attempt().catch((error: unknown) => error))).toContain("append-only");

  await client.user.delete({ where: { id: "ada" } });
  expect(await audit.list({ limit: 10 })).toEqual(before);
});

test("an act is written down with what it did, or neither is", async () => {
  const { database } = testDatabase;
  const undone = database.transaction(async () => {
    await audit.add({ actorKind: "system", action: "something.undone" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await audit.list({ action: "something.undone", limit: 10 })).toEqual([]);
});
