import { afterAll, beforeAll, expect, test } from "bun:test";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { signUp } from "@lumiku/dev/api-client";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { promote } from "../../testing/trial-person";
import { type FurnishedAccount, furnish, PASSWORD } from "../furnished-account.fixture";
import { createDeletionRepository } from "./repository";
import { createDeletionService, type DeletionDependencies } from "./service";

const DAY_MS = 24 * 3_600_000;

let platform: TestPlatform;
let worker: TestPlatform;
let ada: FurnishedAccount;
let bob: FurnishedAccount;
beforeAll(async () => {
  const settings = { apps: [trialApp], limits: { userConcurrency: 1 } };
  platform = await createTestPlatform({ ...settings, hasWorker: false });
  worker = await createTestPlatform({ ...settings, beside: platform });
  [ada, bob] = [await furnish(platform), await furnish(platform)];
}, 30_000);
afterAll(() => platform.close());

/** The service of another process, with what is named here in place of its own. */
const serviceWith = (others: Partial<DeletionDependencies>) =>
  createDeletionService({
    ...platform,
    ...{ registry: () => platform.registry, repository: createDeletionRepository(platform.database) },
    abandonPayment: platform.billing.desk.abandon,
    endSubscription: platform.billing.subscriptions.endForDeletion,
    ...others,
  });

/** Every row of every table that has this text anywhere, by table. */
async function findRows(text: string): Promise<Record<string, number>> {
  const { client } = platform.database;
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await client.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM "${name}" AS r WHERE strpos(r::text, $1) > 0`,
      text,
    );
    if (row && row.count > 0) found[name] = row.count;
  }
  return found;
}

/** Tables with a column that names an account. */
async function listPersonalTables(): Promise<string[]> {
  const rows = await platform.database.client.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name IN ('userId', 'referenceId') ORDER BY name`;
  return rows.map(({ name }) => name);
}

const listFiles = async (userId: string) => {
  const keys = await platform.storage.listKeys({ modifiedBefore: new Date(Date.now() + DAY_MS), limit: 10_000 });
  return keys.filter((key) => key.includes(userId));
};

const signIn = (email: string) =>
  fetch(`${platform.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: platform.url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });

const statusOf = async (id: string) =>
  (await platform.database.client.generation.findUniqueOrThrow({ where: { id } })).status;
const countUsers = (userId: string) => platform.database.client.user.count({ where: { id: userId } });

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await Bun.sleep(10);
}

test("the furnished account has rows in every table that names accounts, and files", async () => {
  const rows = Object.keys(await findRows(ada.person.userId));
  // Kept, and so of no use to tell what has gone.
  const expected = (await listPersonalTables()).filter((name) => name !== "audit_entries");
  expect(expected.length).toBeGreaterThan(15);
  expect(expected.filter((name) => !rows.includes(name))).toEqual([]);
  expect(Object.keys(await findRows(ada.email))).toContain("mails");
  expect((await listFiles(ada.person.userId)).length).toBeGreaterThan(6);
});

test("a closed account is shut at once: sessions, keys and streams end, and nobody signs in to it", async () => {
  const { person, email } = ada;
  expect((await signIn(email)).status).toBe(200);
  const listen = await person.listen();
  await platform.deletions.close(person.userId, "203.0.113.7");
  await platform.sessions.revoke(person.userId);
  await listen(() => false);
  expect((await person.fetch("/api/me")).status).toBe(401);
  const refused = await signIn(email);
  expect(refused.status).toBe(403);
  expect(refused.headers.get("set-cookie")).toBeNull();
  const { client } = platform.database;
  expect(await client.session.count({ where: { userId: person.userId } })).toBe(0);
  expect(await client.apiKey.count({ where: { referenceId: person.userId } })).toBe(0);
});

test("while its work runs the account stays: what waits is cancelled, what runs is asked to stop, all is settled", async () => {
  // Its worker takes no notice yet.
  const deaf = serviceWith({ generations: { cancel: async () => ({}) as never } });
  expect(await deaf.finish()).toBe(0);
  expect(await countUsers(ada.person.userId)).toBe(1);
  expect([await statusOf(ada.running), await statusOf(ada.pending)]).toEqual(["processing", "pending"]);

  const failing = serviceWith({
    endSubscription: async () => {
      throw new Error("the gateway does not answer");
    },
  });
  await failing.finish();
  await until(async () => {
    const told = { userId: ada.person.userId, type: "generation.updated", data: { contains: '"status":"cancelled"' } };
    const events = await platform.database.client.event.findMany({ where: told });
    return events.some(({ data }) => data.includes(ada.running));
  });
  expect(await failing.finish()).toBe(0);
  expect([await statusOf(ada.running), await statusOf(ada.pending)]).toEqual(["cancelled", "cancelled"]);
  expect(await platform.credits.balance(ada.person.userId)).toMatchObject({ held: 0 });
  expect(await platform.credits.audit()).toEqual([]);
  expect(await countUsers(ada.person.userId)).toBe(1);
});

test("an app that cannot clean up keeps everything: rows go together or not at all", async () => {
  const broken = {
    list: () => [
      ...platform.registry.list(),
      {
        contract: trialApp.contract,
        hooks: {
          "user.deleted": async () => {
            throw new Error("out of order");
          },
        },
      },
    ],
  };
  const hindered = serviceWith({ registry: () => ({ ...platform.registry, ...broken }) as never });
  expect(await hindered.finish()).toBe(0);
  // Its plan has ended by now, which leaves a trace of its own.
  const before = await findRows(ada.person.userId);
  expect(Object.keys(before)).toEqual(expect.arrayContaining(["users", "avatar_creator_projects", "assets"]));
  expect(await hindered.finish()).toBe(0);
  expect(await findRows(ada.person.userId)).toEqual(before);
  const absent = { statuses: () => [{ id: "gone", status: "quarantined" as const }] };
  expect(await serviceWith({ registry: () => ({ ...platform.registry, ...absent }) }).finish()).toBe(0);
  expect(await findRows(ada.person.userId)).toEqual(before);
});

test("afterwards no row of any table and no file is left of it, but payments without the person and the audit log", async () => {
  const { userId } = ada.person;
  const others = { rows: await findRows(bob.person.userId), files: await listFiles(bob.person.userId) };
  const payments = await platform.database.client.payment.count();
  const ended: string[] = [];
  const endSubscription = async (id: string) => {
    await platform.billing.subscriptions.endForDeletion(id);
    ended.push(id);
  };
  const services = Array.from({ length: 4 }, () => serviceWith({ endSubscription }));
  const removed = await Promise.all(services.map((service) => service.finish()));
  expect(removed.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(new Set(ended)).toEqual(new Set([userId]));
  expect(Object.keys(await findRows(userId))).toEqual(["audit_entries"]);
  expect(await findRows(ada.email)).toEqual({});
  expect(await listFiles(userId)).toEqual([]);

  const { client } = platform.database;
  expect(await client.payment.count()).toBe(payments);
  const left = await client.payment.findMany({ where: { userId: null }, include: { refunds: true } });
  expect(left.map(({ amountCents, status }) => [amountCents, status]).sort()).toEqual([
    [1_000, "paid"],
    [4_500, "cancelled"],
  ]);
  expect(left.flatMap(({ refunds }) => refunds)).toHaveLength(1);
  const audit = await platform.audit.list({ userId, limit: 10 });
  expect(audit.filter(({ action }) => action === "account.removed")).toHaveLength(1);

  expect(await findRows(bob.person.userId)).toEqual(others.rows);
  expect(await listFiles(bob.person.userId)).toEqual(others.files);
  bob.gate.open();
  expect((await bob.person.follow(await bob.person.get({ id: bob.pending }))).status).toBe("completed");
});

test("what a worker tells after an account is gone is forgotten too", async () => {
  await platform.events.publish(ada.person.userId, "generation.removed", { id: ada.running });
  await platform.deletions.finish();
  expect(Object.keys(await findRows(ada.person.userId))).toEqual(["audit_entries"]);
});

test("the same address may sign up again, and finds nothing of before", async () => {
  const again = await signUp(platform.url, { name: "Ada", email: ada.email, password: PASSWORD });
  expect(await again.accounts.me()).toMatchObject({ account: { plan: "free" }, storage: { usedBytes: 0 } });
  expect((await again.generations.list()).items).toEqual([]);
});

test("files that a crash left behind, after the rows had gone, go with the sweep of orphans", async () => {
  const { userId } = bob.person;
  await platform.deletions.close(userId, undefined);
  const stuck = serviceWith({
    storage: {
      ...platform.storage,
      remove: async () => {
        throw new Error("the process died");
      },
    },
  });
  expect(await stuck.finish()).toBe(1);
  expect(await countUsers(userId)).toBe(0);
  const left = await listFiles(userId);
  expect(left.length).toBeGreaterThan(6);
  expect(await platform.assets.sweepOrphans()).toBe(0);
  for (const key of left) await makeOld(key);
  expect(await platform.assets.sweepOrphans()).toBe(left.length);
  expect(await listFiles(userId)).toEqual([]);
  await worker.close();
});

test("work that slips in after the account was closed is stopped and does not outlive it", async () => {
  const late = await platform.join("Late");
  const project = await late.avatars.createProject({ body: { name: "Late" } });
  await platform.deletions.close(late.userId, undefined);
  const started = await platform.generations.start({ userId: late.userId, role: "user" }, "avatar-creator", {
    ...{ action: "portrait", model: "illustrated", count: 1 },
    params: { prompt: "A man", projectId: project.id },
  });
  expect(started.status).toBe("pending");
  expect(await platform.deletions.finish()).toBe(1);
  expect(Object.keys(await findRows(late.userId))).toEqual(["audit_entries"]);
});

test("the last administrator stays, also when two of them leave at the same moment", async () => {
  const [carol, dan] = [await platform.join("Carol"), await platform.join("Dan")];
  for (const { userId } of [carol, dan]) await promote(platform, userId);
  const closings = await Promise.allSettled(
    [carol, dan].map(({ userId }) => platform.deletions.close(userId, undefined)),
  );
  expect(closings.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refusal = closings.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(refusal.reason).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("only administrator") });
  expect(await platform.deletions.finish()).toBe(1);
  expect((await countUsers(carol.userId)) + (await countUsers(dan.userId))).toBe(1);
});

test("closing twice is closing once", async () => {
  const eve = await platform.join("Eve");
  await Promise.all([platform.deletions.close(eve.userId, undefined), platform.deletions.close(eve.userId, undefined)]);
  const audit = await platform.audit.list({ userId: eve.userId, limit: 10 });
  expect(audit.filter(({ action }) => action === "account.removed")).toHaveLength(1);
});

/** As if it had been written two days ago. */
async function makeOld(key: string): Promise<void> {
  const at = new Date(Date.now() - 2 * DAY_MS);
  await utimes(join(platform.deployment.directory, "files", key), at, at);
}
