import { afterAll, beforeAll, expect, test } from "bun:test";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createBrowser, enter, listActs, newAddress, PASSWORD, readLink } from "./browser.fixture";

const clock = createClock();
let platform: TestPlatform;
let neighbour: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false, now: clock.now });
  neighbour = await createTestPlatform({ hasWorker: false, now: clock.now, beside: platform });
});
afterAll(async () => {
  await neighbour.close();
  await platform.close();
});

const signIn = (email: string, password = "not the right one", at = platform) =>
  createBrowser(at).signIn(email, password);

async function fail(email: string, times = 5) {
  const statuses: number[] = [];
  for (let n = 0; n < times; n++) statuses.push((await signIn(email)).status);
  return statuses;
}

test("five wrong passwords lock an account for 30 seconds in every process; the right one waits as well", async () => {
  const { email, userId } = await enter(platform);
  expect(await fail(email)).toEqual([401, 401, 401, 401, 401]);
  for (const at of [platform, neighbour]) {
    const refused = await signIn(email, PASSWORD, at);
    expect(refused).toMatchObject({ status: 429, body: { code: "TOO_MANY_ATTEMPTS" } });
    expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 31);
    expect(refused.body.message).toMatch(/^Too many wrong attempts\. Wait \d+ seconds, then try again\.$/);
  }
  clock.advance(30_000);
  expect((await signIn(email, PASSWORD, neighbour)).status).toBe(200);
  expect(await listActs(platform, userId)).toContain("session.refused");
}, 30_000);

test("the next wrong password after a lock locks for twice as long, and a success forgets them all", async () => {
  const { email } = await enter(platform);
  await fail(email);
  clock.advance(30_000);
  expect(await fail(email, 1)).toEqual([401]);
  expect(Number((await signIn(email)).headers.get("retry-after"))).toBeWithin(31, 61);
  clock.advance(60_000);
  expect((await signIn(email, PASSWORD)).status).toBe(200);
  expect(await fail(email)).toEqual([401, 401, 401, 401, 401]);
}, 30_000);

test("a hundred guesses at once over two processes are five guesses", async () => {
  const { email } = await enter(platform);
  const statuses = await Promise.all(
    Array.from(
      { length: 100 },
      async (_, n) => (await signIn(email, `guess number ${n}`, n % 2 ? platform : neighbour)).status,
    ),
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(95);
}, 30_000);

test("an address without an account locks in the same way, and so does one written differently", async () => {
  const email = newAddress();
  expect(await fail(email)).toEqual([401, 401, 401, 401, 401]);
  expect((await signIn(email.toUpperCase())).status).toBe(429);
});

test("a malformed attempt is no way to have the wrong ones forgotten", async () => {
  const { email } = await enter(platform);
  await fail(email, 4);
  await createBrowser(platform).post("sign-in/email", { email, password: 7 });
  expect((await signIn(email, PASSWORD)).status).toBe(429);
});

test("a day later all is forgotten, and the addresses are nowhere to be read", async () => {
  const { email } = await enter(platform);
  await fail(email, 4);
  const rows = await platform.database.client.verification.findMany({ where: { id: { startsWith: "lockout:" } } });
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(email);
  clock.advance(25 * 3_600_000);
  expect(await fail(email, 2)).toEqual([401, 401]);
  expect((await signIn(email, PASSWORD)).status).toBe(200);
}, 30_000);

test("who has chosen a new password by mail may sign in at once", async () => {
  const { email } = await enter(platform);
  await fail(email);
  const browser = createBrowser(platform);
  await browser.post("request-password-reset", { email });
  const { token } = readLink((await platform.mailsTo(email))[0] ?? { text: "" });
  await browser.post("reset-password", { token, newPassword: "purple tractor omelette" });
  expect((await signIn(email, "purple tractor omelette")).status).toBe(200);
});

test("who sits at another's open session does not guess the password there either", async () => {
  const ada = await enter(platform);
  const change = () =>
    ada.post("change-password", { currentPassword: "a wild guess", newPassword: "purple tractor omelette" });
  for (let n = 0; n < 5; n++) expect((await change()).body.code).toBe("INVALID_PASSWORD");
  expect((await change()).body.code).toBe("TOO_MANY_ATTEMPTS");
  expect((await ada.post("two-factor/enable", { password: PASSWORD })).body.code).toBe("TOO_MANY_ATTEMPTS");
  // Their owner signs in all the same.
  expect((await signIn(ada.email, PASSWORD)).status).toBe(200);
}, 30_000);
