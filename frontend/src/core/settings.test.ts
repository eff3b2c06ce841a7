import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import type { Settings } from "@lumiku/contracts/accounts";
import { me } from "./account.fixture";
import { createSettingsSaver } from "./settings";

interface Call {
  changes: Partial<Settings>;
  accept(): Promise<void>;
  refuse(): Promise<void>;
}

/** A server that answers when it is told to. */
function open() {
  let shown: Settings | undefined = me().settings;
  let kept = me().settings;
  const calls: Call[] = [];
  const told: string[] = [];
  const save = createSettingsSaver({
    read: () => shown,
    show: (settings) => {
      shown = settings;
    },
    send: (changes) =>
      new Promise((resolve, reject) => {
        calls.push({
          changes,
          async accept() {
            kept = { ...kept, ...changes };
            resolve(kept);
            await settle();
          },
          async refuse() {
            reject(new AppError({ code: "UNAVAILABLE", status: 503, message: "Not now." }));
            await settle();
          },
        });
      }),
    tell: ({ message }) => told.push(message),
  });
  return {
    ...{ save, calls, told },
    shown: () => shown,
    signOut: () => {
      shown = undefined;
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("a change is shown before the server has answered", async () => {
  const page = open();
  void page.save({ theme: "dark" });
  expect(page.shown()?.theme).toBe("dark");
  await settle();
  expect(page.calls.map(({ changes }) => changes)).toEqual([{ theme: "dark" }]);
});

test("changes reach the server in the order they were made, and an answer takes back no later one", async () => {
  const page = open();
  void page.save({ theme: "dark" });
  void page.save({ theme: "light" });
  void page.save({ mailsReceipts: false });
  await settle();
  expect(page.calls).toHaveLength(1);
  await page.calls[0]?.accept();
  expect(page.shown()).toMatchObject({ theme: "light", mailsReceipts: false });
  await page.calls[1]?.accept();
  await page.calls[2]?.accept();
  expect(page.shown()).toMatchObject({ theme: "light", mailsReceipts: false });
});

test("what the server refuses is undone and said, and nothing else is", async () => {
  const page = open();
  void page.save({ theme: "dark" });
  void page.save({ mailsReceipts: false });
  await settle();
  await page.calls[0]?.refuse();
  expect(page.shown()).toMatchObject({ theme: "system", mailsReceipts: false });
  expect(page.told).toEqual(["Not now."]);
  await page.calls[1]?.accept();
  expect(page.shown()).toMatchObject({ theme: "system", mailsReceipts: false });
});

test("whoever signed out meanwhile has no settings", async () => {
  const page = open();
  void page.save({ theme: "dark" });
  await settle();
  page.signOut();
  await page.calls[0]?.accept();
  expect(page.shown()).toBeUndefined();
});
