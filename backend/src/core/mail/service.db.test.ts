import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createLogger } from "../observability/logger";
import { type Clock, createClock } from "../testing/clock";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { createMailRepository, type MailRow } from "./repository";
import { createMailService, type MailService } from "./service";
import { MailError, type MailTransport, type WrittenMail } from "./transport";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let testDatabase: TestDatabase;
let clock: Clock;
let delivered: WrittenMail[];
/** What the next deliveries fail with. */
let failure: MailError | undefined;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
}, 30_000);
afterAll(() => testDatabase.drop());
beforeEach(async () => {
  await testDatabase.database.client.mail.deleteMany();
  clock = createClock();
  delivered = [];
  failure = undefined;
});

interface Line {
  level: string;
  text: string;
}

/** One process's mail, over a transport that keeps what it is given. */
function open(outcome: MailTransport["outcome"] = "sent", deliver = async (_mail: WrittenMail) => {}) {
  const lines: Line[] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, text: `${message} ${JSON.stringify(fields)}` });
  const silent = createLogger({ level: "silent", format: "json" });
  const logger = Object.assign(Object.create(silent) as typeof silent, {
    ...{ debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
  });
  const service = createMailService({
    repository: createMailRepository(testDatabase.database),
    database: testDatabase.database,
    transport: {
      outcome,
      async deliver(mail) {
        await deliver(mail);
        if (failure) throw failure;
        delivered.push(mail);
      },
      async close() {},
    },
    logger,
    now: clock.now,
  });
  return { service, lines };
}

const hello = (to = "ada@example.com", kind = "receipt") => ({
  ...{ to, kind, subject: "Hello", paragraphs: ["Your secret is 4711."] },
  action: { label: "Open", url: "https://lumiku.example/open?token=4711" },
});
const rows = (): Promise<MailRow[]> => testDatabase.database.client.mail.findMany({ orderBy: { id: "asc" } });
const send = async (service: MailService, to?: string, kind?: string) => {
  await service.send(hello(to, kind));
  await service.idle();
};

test("a message goes out with the commit of what it tells of, and never when that is undone", async () => {
  const { service } = open();
  const { database } = testDatabase;
  const undone = database.transaction(async () => {
    await service.send(hello("undone@example.com"));
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await database.transaction(async () => {
    await service.send(hello());
    expect(delivered).toEqual([]);
  });
  await service.idle();
  expect(delivered.map(({ to }) => to)).toEqual(["ada@example.com"]);
  expect(await rows()).toMatchObject([{ to: "ada@example.com", status: "sent", attempts: 1, error: null }]);
});

test("ten processes that send at once send each of a hundred messages once", async () => {
  failure = new MailError("unreachable", "Nobody there");
  const { service } = open();
  for (let n = 0; n < 100; n++) await service.send(hello(`reader-${n}@example.com`));
  await service.idle();
  failure = undefined;
  clock.advance(DAY_MS);
  const processes = Array.from({ length: 10 }, () => open("sent", () => Bun.sleep(1)).service);
  await Promise.all(processes.map((each) => each.deliver()));
  expect(delivered).toHaveLength(100);
  expect(new Set(delivered.map(({ to }) => to)).size).toBe(100);
  expect((await rows()).every(({ status }) => status === "sent")).toBe(true);
});

test("what fails is tried again after 1, 5, 30, 120 and 720 minutes, and then given up", async () => {
  failure = new MailError("refused", "The mail server did not take the message (451).");
  let tries = 0;
  const { service, lines } = open("sent", async () => void tries++);
  await send(service);
  for (const minutes of [1, 5, 30, 120, 720]) {
    const before = tries;
    clock.advance(minutes * MINUTE_MS - 5_000);
    await service.deliver();
    expect(tries).toBe(before);
    clock.advance(6_000);
    await service.deliver();
    expect(tries).toBe(before + 1);
  }
  expect(await rows()).toMatchObject([{ status: "failed", attempts: 6, error: failure.message }]);
  clock.advance(DAY_MS);
  await service.deliver();
  expect(tries).toBe(6);
  expect(lines.filter(({ text }) => text.startsWith("mail is given up"))).toHaveLength(1);
});

test("what a process claimed and did not live to send is sent by another, not before five minutes", async () => {
  const { service } = open();
  await createMailRepository(testDatabase.database).add({
    ...{ id: "claimed", to: "ada@example.com", subject: "Hello", text: "Hi", html: "", kind: "receipt" },
    createdAt: clock.now(),
  });
  const claim = { at: clock.now(), until: new Date(clock.now().getTime() + 5 * MINUTE_MS), limit: 5 };
  expect(await createMailRepository(testDatabase.database).claim(claim)).toHaveLength(1);
  await service.deliver();
  expect(delivered).toEqual([]);
  clock.advance(5 * MINUTE_MS + 1);
  await service.deliver();
  expect(delivered).toHaveLength(1);
});

test("an outage is told once, names nobody, costs waiting messages no tries, and its end is told too", async () => {
  failure = new MailError("login", "The mail server does not accept the user and the password of SMTP_URL.");
  const { service, lines } = open();
  for (let n = 0; n < 12; n++) await send(service, `reader-${n}@example.com`);
  expect(lines.filter(({ level }) => level === "error")).toHaveLength(1);
  expect(lines.find(({ level }) => level === "error")?.text).toContain("SMTP_URL");
  failure = undefined;
  clock.advance(DAY_MS);
  await service.deliver();
  expect(delivered).toHaveLength(12);
  expect(lines.filter(({ level }) => level === "info").map(({ text }) => text)).toMatchObject([
    expect.stringContaining("delivered again"),
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/example\.com|4711/);
});

test("links that open an account are forgotten once they are sent, and kept where an administrator reads them", async () => {
  const { service } = open("sent");
  for (const kind of ["verification", "password-reset", "email-change", "receipt"])
    await send(service, "ada@example.com", kind);
  const sent = await rows();
  expect(sent.map(({ text, html }) => `${text}${html}`.includes("4711"))).toEqual([false, false, false, true]);
  expect(delivered.every(({ text }) => text.includes("4711"))).toBe(true);

  const { service: kept } = open("kept");
  await send(kept, "bob@example.com", "password-reset");
  const { items } = await kept.list({ to: "bob@example.com", limit: 10 });
  expect(items).toMatchObject([{ status: "kept", text: expect.stringContaining("token=4711") }]);
  expect([service.reachesPeople, kept.reachesPeople]).toEqual([true, false]);
});

test("messages are listed newest first, page by page, and forgotten after thirty days", async () => {
  const { service } = open();
  for (let n = 0; n < 5; n++) {
    await send(service, `reader-${n}@example.com`);
    clock.advance(DAY_MS);
  }
  const first = await service.list({ limit: 3 });
  const second = await service.list({ limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ to }) => to)).toEqual(
    [4, 3, 2, 1, 0].map((n) => `reader-${n}@example.com`),
  );
  expect(second.nextCursor).toBeNull();
  clock.advance(27 * DAY_MS);
  expect(await service.trim()).toBe(3);
  expect(await rows()).toHaveLength(2);
});
