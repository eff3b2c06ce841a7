import { afterAll, beforeEach, expect, test } from "bun:test";
import { me, quota } from "./account.fixture";
import { handlePlatformEvent } from "./event-stream";
import { refreshSession, showSettings, useSession } from "./session";

const current = () => useSession.getState().me;

// A person's theme goes to the page, which is not here.
const page = { localStorage: { setItem() {} }, window: new EventTarget() };
const outside = { localStorage: globalThis.localStorage, window: globalThis.window };
beforeEach(() => {
  Object.assign(globalThis, page);
  useSession.setState({ status: "signed-in", me: me() });
});
afterAll(() => {
  useSession.setState({ status: "signed-out", me: null });
  Object.assign(globalThis, outside);
});

test("balance and quota move with what the stream tells", () => {
  handlePlatformEvent("credits.updated", { available: 92, held: 8 });
  handlePlatformEvent("quota.updated", quota({ daily: 3, monthly: 3 }));
  expect(current()).toMatchObject({ credits: { available: 92, held: 8 }, quota: { daily: { used: 3 } } });
});

test("whoever has no plan any more has no quota", () => {
  handlePlatformEvent("quota.updated", quota({ daily: 3, monthly: 3 }));
  handlePlatformEvent("quota.updated", null);
  expect(current()?.quota).toBeNull();
});

test("a balance of a shape this page does not know changes nothing", () => {
  handlePlatformEvent("credits.updated", { available: "many" });
  expect(current()?.credits).toEqual({ available: 100, held: 0 });
});

test("nobody is signed in by an event", () => {
  useSession.setState({ status: "signed-out", me: null });
  handlePlatformEvent("credits.updated", { available: 92, held: 8 });
  expect(current()).toBeNull();
});

test("settings that are changed while the server is asked are not taken back by its answer", async () => {
  const old = me();
  const answers = Promise.withResolvers<typeof old>();
  const asking = refreshSession(() => answers.promise);
  showSettings({ ...old.settings, theme: "dark" });
  answers.resolve({ ...old, credits: { available: 7, held: 0 } });
  await asking;
  expect(current()).toMatchObject({ settings: { theme: "dark" }, credits: { available: 7 } });
});

test("settings that were changed elsewhere come with the next answer, and another person's are never kept", async () => {
  const other = me({ settings: { ...me().settings, theme: "light" } });
  showSettings({ ...other.settings, theme: "dark" });
  await refreshSession(async () => other);
  expect(current()?.settings.theme).toBe("light");

  const answers = Promise.withResolvers<typeof other>();
  const asking = refreshSession(() => answers.promise);
  showSettings({ ...other.settings, theme: "dark" });
  answers.resolve({ ...other, user: { ...other.user, id: "bob" } });
  await asking;
  expect(current()).toMatchObject({ user: { id: "bob" }, settings: { theme: "light" } });
});
