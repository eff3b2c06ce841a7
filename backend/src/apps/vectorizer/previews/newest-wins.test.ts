import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import { createNewestWins } from "./newest-wins";

const never = () => new AbortController().signal;
const codeOf = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (error) => (error instanceof AppError ? error.code : error),
  );

/** Work that says when it begins and ends when it is told to. */
function createWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => (signal: AbortSignal) => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends.set(name, () => resolve(name));
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("what is asked for anew takes the place of the earlier, at work or waiting", async () => {
  const newestWins = createNewestWins();
  const { begun, work, end } = createWork();
  const ask = (name: string) => codeOf(newestWins({ userId: "ada", subject: "logo" }, never(), work(name)));
  const first = ask("first");
  await settle();
  const second = ask("second");
  const third = ask("third");
  expect([await first, await second]).toEqual(["CONFLICT", "CONFLICT"]);
  await settle();
  end("third");
  expect(await third).toBe("third");
  expect(begun).toEqual(["first", "third"]);
});

test("a person has one at a time, in order; other people do not wait for them", async () => {
  const newestWins = createNewestWins();
  const { begun, work, end } = createWork();
  const ask = (userId: string, subject: string) =>
    codeOf(newestWins({ userId, subject }, never(), work(`${userId} ${subject}`)));
  const [logo, icon, eves] = [ask("ada", "logo"), ask("ada", "icon"), ask("eve", "logo")];
  await settle();
  expect(begun).toEqual(["ada logo", "eve logo"]);
  end("ada logo");
  expect(await logo).toBe("ada logo");
  await settle();
  expect(begun).toEqual(["ada logo", "eve logo", "ada icon"]);
  end("ada icon");
  end("eve logo");
  expect([await icon, await eves]).toEqual(["ada icon", "eve logo"]);
});

test("whoever leaves makes room, also while waiting", async () => {
  const newestWins = createNewestWins();
  const { begun, work, end } = createWork();
  const leaving = new AbortController();
  const ask = (subject: string, signal = never()) =>
    codeOf(newestWins({ userId: "ada", subject }, signal, work(subject)));
  const [logo, icon, flag] = [ask("logo"), ask("icon", leaving.signal), ask("flag")];
  await settle();
  leaving.abort("left");
  end("logo");
  expect(await icon).toBe("left");
  expect(await logo).toBe("logo");
  await settle();
  end("flag");
  expect(await flag).toBe("flag");
  expect(begun).toEqual(["logo", "flag"]);
});
