import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createBrowser, enter, listActs, newAddress, PASSWORD, readLink } from "./browser.fixture";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
});
afterAll(() => platform.close());

/** The newest message's link. */
async function openMail(email: string) {
  const [mail] = await platform.mailsTo(email);
  return { kind: mail?.kind, ...readLink(mail ?? { text: "" }) };
}

async function enterVerified() {
  const ada = await enter(platform);
  await ada.get(`verify-email?token=${(await openMail(ada.email)).token}`);
  return ada;
}

const addressOf = async (userId: string) => (await platform.accounts.me(userId)).user;

test("an address changes once the old one has agreed and the new one has confirmed, and not before", async () => {
  const ada = await enterVerified();
  const newEmail = newAddress();
  expect((await ada.post("change-email", { newEmail })).status).toBe(200);
  const agreement = await openMail(ada.email);
  expect(agreement).toMatchObject({ kind: "email-change", path: "/verify-email" });
  expect(await platform.mailsTo(newEmail)).toEqual([]);
  expect((await ada.get(`verify-email?token=${agreement.token}`)).status).toBe(200);
  expect((await addressOf(ada.userId)).email).toBe(ada.email);
  const confirmation = await openMail(newEmail);
  expect((await ada.get(`verify-email?token=${confirmation.token}`)).status).toBe(200);
  expect(await addressOf(ada.userId)).toMatchObject({ email: newEmail, emailVerified: true });
  expect((await platform.mailsTo(ada.email))[0]).toMatchObject({ subject: "Your e-mail was changed" });
  expect(await listActs(platform, ada.userId)).toContain("email.changed");
  expect((await createBrowser(platform).signIn(ada.email)).status).toBe(401);
  expect((await createBrowser(platform).signIn(newEmail)).status).toBe(200);
});

test("a reset link that waits in the old mailbox ends with the change", async () => {
  const ada = await enter(platform);
  await ada.post("request-password-reset", { email: ada.email });
  const { token } = await openMail(ada.email);
  const newEmail = newAddress();
  await ada.post("change-email", { newEmail });
  await ada.get(`verify-email?token=${(await openMail(newEmail)).token}`);
  expect((await addressOf(ada.userId)).email).toBe(newEmail);
  const answer = await ada.post("reset-password", { token, newPassword: "purple tractor omelette" });
  expect(answer.body.code).toBe("INVALID_TOKEN");
});

test("a link opened in another browser changes the address and signs nobody in", async () => {
  const ada = await enter(platform);
  const newEmail = newAddress();
  await ada.post("change-email", { newEmail });
  const stranger = createBrowser(platform);
  const answer = await stranger.get(`verify-email?token=${(await openMail(newEmail)).token}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-auth-token")).toBeNull();
  expect((await addressOf(ada.userId)).email).toBe(newEmail);
  expect(await stranger.whoAmI()).toBeNull();
  expect(await ada.whoAmI()).toBe(ada.userId);
  expect(await platform.database.client.session.count({ where: { userId: ada.userId } })).toBe(1);
});

test("asking for an address somebody has is answered as any other, and nobody is written to", async () => {
  const [ada, bob] = [await enterVerified(), await enter(platform)];
  const [free, taken] = [
    await ada.post("change-email", { newEmail: newAddress() }),
    await ada.post("change-email", { newEmail: bob.email }),
  ];
  expect(taken.body).toEqual(free.body);
  expect((await platform.mailsTo(bob.email)).map(({ kind }) => kind)).toEqual(["verification"]);
});

test("a change that was asked for under the password before ends with it", async () => {
  const ada = await enter(platform);
  const thief = createBrowser(platform);
  await thief.signIn(ada.email);
  const newEmail = newAddress();
  await thief.post("change-email", { newEmail });
  const { token } = await openMail(newEmail);
  await ada.post("change-password", { currentPassword: PASSWORD, newPassword: "purple tractor omelette" });
  const answer = await thief.get(`verify-email?token=${token}`);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 401, code: "INVALID_TOKEN" });
  expect((await addressOf(ada.userId)).email).toBe(ada.email);
});

test("an address that somebody took meanwhile is refused, and the account stays as it was", async () => {
  const ada = await enter(platform);
  const newEmail = newAddress();
  await ada.post("change-email", { newEmail });
  const { token } = await openMail(newEmail);
  await enter(platform, newEmail);
  const answer = await createBrowser(platform).get(`verify-email?token=${token}`);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 409, code: "EMAIL_TAKEN" });
  expect((await addressOf(ada.userId)).email).toBe(ada.email);
  expect(await platform.database.client.session.count({ where: { userId: ada.userId } })).toBe(1);
});
