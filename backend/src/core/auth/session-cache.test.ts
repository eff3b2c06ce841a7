import { expect, test } from "bun:test";
import type { Actor } from "@lumiku/app-sdk/server";
import { createLocalSignals } from "../testing/signals";
import { createSessionCache } from "./session-cache";

const ada: Actor = { userId: "ada", role: "user" };
const headers = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test("a session is looked up once; other credentials are another session", async () => {
  const sessions = await createSessionCache(createLocalSignals());
  let lookUps = 0;
  const load = async () => {
    lookUps++;
    return ada;
  };
  expect(await sessions.find(headers("a"), load)).toEqual(ada);
  expect(await sessions.find(headers("a"), load)).toEqual(ada);
  expect(await sessions.find(headers("b"), load)).toEqual(ada);
  expect(lookUps).toBe(2);
  await sessions.close();
});

test("nobody is remembered as nobody: signing in counts at once", async () => {
  const sessions = await createSessionCache(createLocalSignals());
  expect(await sessions.find(headers("a"), async () => null)).toBeNull();
  expect(await sessions.find(headers("a"), async () => ada)).toEqual(ada);
  await sessions.close();
});

test("what is revoked in one process is looked up again in every process, also what was being looked up", async () => {
  const events = createLocalSignals();
  const [here, there] = [await createSessionCache(events), await createSessionCache(events)];
  for (const sessions of [here, there]) await sessions.find(headers("a"), async () => ada);
  const slow = Promise.withResolvers<Actor>();
  const answers = [slow.promise];
  const lookUp = there.find(headers("b"), async () => answers.shift() ?? null);
  await here.revoke("ada");
  slow.resolve(ada);
  // A stream that opened with it would never hear of its end.
  expect(await lookUp).toBeNull();
  for (const token of ["a", "b"]) expect(await there.find(headers(token), async () => null)).toBeNull();
  expect(await here.find(headers("a"), async () => null)).toBeNull();
  await Promise.all([here.close(), there.close()]);
});
