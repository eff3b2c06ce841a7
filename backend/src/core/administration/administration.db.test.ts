import { afterAll, beforeAll, expect, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import { administration } from "@lumiku/contracts/administration";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, promote, type TrialPerson } from "../testing/trial-person";
import { createAdministration } from "./administration";

let platform: TestPlatform;
let admin: TrialPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], hasWorker: false });
  admin = await joinAdmin();
}, 30_000);
afterAll(() => platform.close());

async function joinAdmin(): Promise<TrialPerson> {
  const person = await joinTrial(platform);
  await promote(platform, person.userId);
  return person;
}

const refusal = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("It was not refused")),
    (error: AppError) => error,
  );
const actsOn = async (userId: string, action: string) =>
  (await platform.audit.list({ userId, action, limit: 100 })).reverse();
const adjust = (userId: string, amount: number, reason = "For a test", idempotencyKey?: string) =>
  admin.admin.adjustCredits({
    params: { userId },
    body: { amount, reason },
    ...(idempotencyKey && { idempotencyKey }),
  });

test("no route of administration exists for a person, for nobody, or for a key, also an administrator's", async () => {
  const ada = await platform.join();
  const { key } = await admin.account.createApiKey({ body: { name: "All", scopes: ["read", "write", "billing"] } });
  const routes = Object.entries(administration.routes);
  expect(routes.length).toBeGreaterThan(10);
  for (const [name, { method, path }] of routes) {
    const statusFor = async (headers: Record<string, string>) => {
      const url = `${platform.url}/api${path.replace(/:\w+/g, "x")}`;
      const response = await fetch(url, { method: method.toUpperCase(), headers });
      return response.status;
    };
    const statuses = [
      await statusFor({}),
      await statusFor({ authorization: `Bearer ${ada.token}` }),
      await statusFor({ "x-api-key": key }),
    ];
    expect(`${name} ${statuses}`).toBe(`${name} 401,404,404`);
  }
});

test("accounts are found by any part of their name or address, newest first, page by page", async () => {
  const names = ["Grace Hopper", "Grace Kelly", "Hedy Lamarr", "100%_odd"];
  for (const name of names) await platform.join(name);
  const search = async (text: string) => (await admin.admin.listUsers({ query: { search: text } })).items;
  expect((await search("grace")).map(({ name }) => name)).toEqual(["Grace Kelly", "Grace Hopper"]);
  expect((await search("0%_O")).map(({ name }) => name)).toEqual(["100%_odd"]);
  expect(await search("0_%")).toEqual([]);
  const [hedy] = await search("lamarr");
  expect(hedy).toMatchObject({ role: "user", tier: "free", available: 100, held: 0 });
  expect((await search(hedy?.email.toUpperCase() ?? "")).map(({ id }) => id)).toEqual([hedy?.id ?? ""]);

  const first = await admin.admin.listUsers({ query: { limit: 3 } });
  const second = await admin.admin.listUsers({ query: { limit: 3, cursor: first.nextCursor ?? "" } });
  const found = [...first.items, ...second.items].map(({ name }) => name);
  expect(found.slice(0, 4)).toEqual([...names].reverse());
});

test("a new role is written down, and whoever has it signs in again", async () => {
  const ada = await platform.join();
  const setRole = (role: "user" | "admin") => admin.admin.setRole({ params: { userId: ada.userId }, body: { role } });
  const controller = new AbortController();
  const stream = await ada.events({ signal: controller.signal });
  expect(await setRole("admin")).toMatchObject({ id: ada.userId, role: "admin" });
  for await (const _ of stream);
  expect((await ada.fetch("/api/me")).status).toBe(401);
  expect(await platform.database.client.session.count({ where: { userId: ada.userId } })).toBe(0);

  expect(await setRole("admin")).toMatchObject({ role: "admin" });
  expect(await setRole("user")).toMatchObject({ role: "user" });
  const acts = await actsOn(ada.userId, "role.changed");
  expect(acts.map(({ actorKind, actorId, details }) => [actorKind, actorId, details.role])).toEqual([
    ["admin", admin.userId, "admin"],
    ["admin", admin.userId, "user"],
  ]);
  expect(acts.every(({ address }) => address === "127.0.0.1")).toBe(true);
  const nobody = { params: { userId: "nobody" }, body: { role: "user" as const } };
  expect((await refusal(admin.admin.setRole(nobody))).code).toBe("NOT_FOUND");
});

test("the last administrator stays one, also when two take each other's role at the same moment", async () => {
  const other = await createTestPlatform({ hasWorker: false });
  const [ada, bob] = [await other.join("Ada"), await other.join("Bob")];
  for (const { userId } of [ada, bob]) await promote(other, userId);
  const demote = (by: typeof ada, { userId }: typeof ada) =>
    by.admin.setRole({ params: { userId }, body: { role: "user" } });
  const results = await Promise.allSettled([demote(ada, bob), demote(bob, ada)]);
  expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
  const left = await other.database.client.user.findMany({ where: { role: "admin" } });
  expect(left).toHaveLength(1);
  const last = left[0]?.id === ada.userId ? ada : bob;
  const error = await refusal(demote(last, last));
  expect(error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("only administrator") });
  expect(await other.database.client.user.count({ where: { role: "admin" } })).toBe(1);
  await other.close();
});

test("credits that are given are told live, stand in the ledger with their reason, and in the log with who gave them", async () => {
  const ada = await joinTrial(platform);
  expect((await ada.balance()).available).toBe(100);
  const listen = await ada.listen();
  expect(await adjust(ada.userId, 50, "Sorry for the wait")).toMatchObject({ available: 150, held: 0 });
  const events = await listen(({ type }) => type === "credits.updated");
  expect(events.at(-1)?.data).toEqual({ available: 150, held: 0 });
  expect((await ada.balance()).available).toBe(150);
  await adjust(ada.userId, -30, "Given by mistake");
  const entries = await platform.database.client.ledgerEntry.findMany({
    where: { userId: ada.userId },
    orderBy: { id: "asc" },
  });
  expect(entries.slice(1).map(({ kind, availableDelta, note }) => [kind, availableDelta, note])).toEqual([
    ["grant", 50, "Sorry for the wait"],
    ["adjust", -30, "Given by mistake"],
  ]);
  expect(await actsOn(ada.userId, "credits.adjusted")).toMatchObject([
    { actorKind: "admin", actorId: admin.userId, details: { amount: 50, reason: "Sorry for the wait" } },
    { actorKind: "admin", actorId: admin.userId, details: { amount: -30, reason: "Given by mistake" } },
  ]);
});

test("no more is taken than is available, and the refusal says how much that is", async () => {
  const ada = await joinTrial(platform);
  await ada.draw("good", 2);
  const error = await refusal(adjust(ada.userId, -91));
  expect(error).toMatchObject({ code: "CONFLICT", details: { available: 90 } });
  expect(error.message).toContain("Only 90 credits");
  expect(await actsOn(ada.userId, "credits.adjusted")).toEqual([]);
  expect(await adjust(ada.userId, -90)).toMatchObject({ available: 0, held: 10 });
  expect((await refusal(adjust("nobody", 5))).code).toBe("NOT_FOUND");
});

test("a gift leaves room for what is held by running work, and for what is bought", async () => {
  const ada = await joinTrial(platform);
  await platform.database.client.ledgerEntry.create({
    data: {
      ...{ userId: ada.userId, kind: "grant", heldDelta: 0, note: "A lot", idempotencyKey: crypto.randomUUID() },
      availableDelta: 1_999_999_000,
    },
  });
  const work = await ada.draw("good", 2);
  expect((await refusal(adjust(ada.userId, 901))).code).toBe("CONFLICT");
  expect(await adjust(ada.userId, 900)).toMatchObject({ available: 1_999_999_990, held: 10 });
  await ada.cancel(work);
  expect(await ada.balance()).toEqual({ available: 2_000_000_000, held: 0 });
  expect((await refusal(adjust(ada.userId, 1))).code).toBe("CONFLICT");
  const bought = { userId: ada.userId, heldDelta: 0, note: "Bought", idempotencyKey: crypto.randomUUID() };
  await platform.database.client.ledgerEntry.create({
    data: { ...bought, kind: "grant", availableDelta: 100_000_000 },
  });
  expect(await adjust(ada.userId, -1)).toMatchObject({ available: 2_099_999_999, held: 0 });
});

test("asked for twenty times under one key, credits are given once; the key stands for nothing else", async () => {
  const ada = await joinTrial(platform);
  const bob = await joinTrial(platform);
  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(ada.userId, 25, "A present", key)));
  expect(new Set(answers.map(({ available }) => available))).toEqual(new Set([125]));
  expect(await actsOn(ada.userId, "credits.adjusted")).toHaveLength(1);
  for (const [userId, amount] of [
    [ada.userId, 26],
    [bob.userId, 25],
  ] as const)
    expect((await refusal(adjust(userId, amount, "A present", key))).code).toBe("IDEMPOTENCY_CONFLICT");
  const contested = crypto.randomUUID();
  const results = await Promise.allSettled(
    [ada, bob].flatMap(({ userId }) => Array.from({ length: 5 }, () => adjust(userId, 25, "A present", contested))),
  );
  const given = (await ada.balance()).available + (await bob.balance()).available;
  expect(given).toBe(125 + 100 + 25);
  const refused = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as AppError).code] : []));
  expect(refused).toEqual(Array(5).fill("IDEMPOTENCY_CONFLICT"));
});

test("the books are recomputed from the ledger", async () => {
  const report = await admin.admin.checkBooks();
  expect(report).toMatchObject({ discrepancies: [] });
  expect(report.wallets).toBe(await platform.database.client.wallet.count());
});

test("the log is read newest first, page by page, of one person or one kind of act", async () => {
  const ada = await joinTrial(platform);
  for (let amount = 1; amount <= 5; amount++) await adjust(ada.userId, amount);
  const filter = { userId: ada.userId, action: "credits.adjusted", limit: 3 };
  const first = await admin.admin.listAudit({ query: filter });
  const second = await admin.admin.listAudit({ query: { ...filter, cursor: first.nextCursor ?? "" } });
  expect([...first.items, ...second.items].map(({ details }) => details.amount)).toEqual([5, 4, 3, 2, 1]);
  expect(second.nextCursor).toBeNull();
  const cursor = Buffer.from("1800000000000.not-a-number").toString("base64url");
  expect((await refusal(admin.admin.listAudit({ query: { cursor } }))).code).toBe("VALIDATION_FAILED");
});

test("what was written to people can be read to them where no mail goes out", async () => {
  const action = { label: "Choose a password", url: "https://lumiku.example/reset?token=4711" };
  await platform.mail.send({
    ...{ to: "ada@example.com", kind: "password-reset", subject: "Choose a password", paragraphs: ["Hi"], action },
  });
  await platform.mail.idle();
  const { items } = await admin.admin.listMail();
  expect(items[0]).toMatchObject({ to: "ada@example.com", status: "kept", text: expect.stringContaining(action.url) });
  expect(await platform.mailsTo("ada@example.com")).toHaveLength(1);
});

test("an alert is open until somebody has looked at it, once", async () => {
  const raise = (key: string) =>
    platform.billing.alerts.raise({ key, kind: "books-differ", message: "10 are missing" }, platform.now());
  for (const key of ["first", "second"]) await raise(key);
  const open = await admin.admin.listAlerts({ query: { state: "open" } });
  expect(open.items).toHaveLength(2);
  const [alert] = open.items;
  if (!alert) throw new Error("There is an alert");
  const resolve = () => admin.admin.resolveAlert({ params: { alertId: alert.id } });
  const [one, two] = await Promise.all([resolve(), resolve()]);
  expect(one.resolvedAt).not.toBeNull();
  expect(two.resolvedAt).toBe(one.resolvedAt);
  expect((await admin.admin.listAlerts()).items.map(({ id }) => id)).toEqual([open.items[1]?.id ?? ""]);
  expect((await admin.admin.listAlerts({ query: { state: "resolved" } })).items.map(({ id }) => id)).toEqual([
    alert.id,
  ]);
  const acts = await platform.audit.list({ action: "alert.resolved", limit: 10 });
  expect(acts).toMatchObject([{ actorId: admin.userId, targetId: alert.id }]);
  expect((await refusal(admin.admin.resolveAlert({ params: { alertId: "none" } }))).code).toBe("NOT_FOUND");
});

test("payments of everybody are listed, and compared with the gateways'", async () => {
  expect(await admin.admin.listPayments({ query: { status: "paid" } })).toEqual({ items: [], nextCursor: null });
  const missing = { params: { paymentId: "none" }, body: { reason: "For a test" } };
  expect((await refusal(admin.admin.refund(missing))).code).toBe("NOT_FOUND");
  expect((await admin.admin.reconcile()).items).toMatchObject([{ gateway: "sandbox", error: null }]);
});

test("who has just stopped being an administrator makes nobody one any more, also by a request on its way", async () => {
  const [ada, bob] = [await platform.join(), await platform.join()];
  for (const { userId } of [ada, bob]) await promote(platform, userId);
  await admin.admin.setRole({ params: { userId: ada.userId }, body: { role: "user" } });
  const service = createAdministration(platform, platform.auth);
  const late = service.setRole({ userId: ada.userId, address: undefined }, ada.userId, "admin");
  expect((await refusal(late)).code).toBe("NOT_FOUND");
  expect((await actsOn(ada.userId, "role.changed")).at(-1)?.details.role).toBe("user");
});
