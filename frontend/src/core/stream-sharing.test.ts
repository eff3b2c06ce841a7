import { expect, test } from "bun:test";
import { createFakeBrowser, settle } from "./fake-browser.fixture";
import { type BrowserTools, shareStream } from "./stream-sharing";

test("one tab leads, and what it passes on reaches the others", async () => {
  const browser = createBrowser();
  const [first, second, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
  await settle();
  expect([first, second, third].map(({ isLeading }) => isLeading())).toEqual([true, false, false]);
  first.pass("news");
  await settle();
  expect(second.heard).toContain("news");
  expect(third.heard).toContain("news");
  expect(first.heard).toEqual([]);
});

test("when the leader leaves, its stream is closed and exactly one other takes over", async () => {
  const browser = createBrowser();
  const tabs = [browser.openTab(), browser.openTab(), browser.openTab()];
  await settle();
  tabs[0]?.leave();
  await settle();
  expect(tabs.map(({ isLeading }) => isLeading())).toEqual([false, true, false]);
  tabs[1]?.pass("more news");
  await settle();
  expect(tabs[2]?.heard).toContain("more news");
});

test("when the leader crashes, another takes over", async () => {
  const browser = createBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settle();
  first.crash();
  await settle();
  expect(second.isLeading()).toBe(true);
});

test("a tab that comes late is told how things stand", async () => {
  const browser = createBrowser();
  browser.openTab("as of event 7");
  await settle();
  const late = browser.openTab();
  await settle();
  expect(late.heard).toEqual(["as of event 7"]);
});

test("a leader that was frozen is relieved once somebody looks at another tab, and follows when it wakes", async () => {
  const browser = createBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settle();
  first.freeze();
  second.show();
  await settle();
  second.endSilence();
  await settle();
  expect(second.isLeading()).toBe(true);
  expect(first.isLeading()).toBe(false);
  second.leave();
  await settle();
  expect(first.isLeading()).toBe(true);
});

test("a leader that answers is left alone when somebody looks at another tab", async () => {
  const browser = createBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settle();
  second.show();
  await settle();
  second.endSilence();
  await settle();
  expect(first.isLeading()).toBe(true);
  expect(second.isLeading()).toBe(false);
});

test("a tab that left before its turn never opens the stream", async () => {
  const browser = createBrowser();
  const [first, second, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
  second.leave();
  await settle();
  first.leave();
  await settle();
  expect(second.leads()).toBe(0);
  expect(third.isLeading()).toBe(true);
});

test("streams of different people have nothing to do with each other", async () => {
  const browser = createBrowser();
  const [ada, bob] = [browser.openTab("", "ada"), browser.openTab("", "bob")];
  await settle();
  ada.pass("for ada only");
  await settle();
  expect([ada.isLeading(), bob.isLeading()]).toEqual([true, true]);
  expect(bob.heard).toEqual([]);
});

test("without locks or channels each tab has a stream of its own", () => {
  for (const missing of [{ locks: undefined }, { openChannel: undefined }]) {
    const browser = createBrowser(missing);
    const [first, second] = [browser.openTab(), browser.openTab()];
    expect([first.isLeading(), second.isLeading()]).toEqual([true, true]);
    first.leave();
    expect([first.isLeading(), second.isLeading()]).toEqual([false, true]);
  }
});

test("a browser that refuses its locks still has a stream", async () => {
  const locks = { request: async () => Promise.reject(new DOMException("No", "SecurityError")) };
  const tab = createBrowser({ locks }).openTab();
  await settle();
  expect(tab.isLeading()).toBe(true);
  expect(tab.leads()).toBe(1);
});

/** A browser whose tabs all share a stream, and write down what they hear. */
function createBrowser(missing: Partial<BrowserTools> = {}) {
  const browser = createFakeBrowser();
  const openTab = (greeting = "hello", person = "ada") => {
    const tab = browser.newTab();
    const heard: string[] = [];
    let pass: (message: string) => void = () => {};
    let isLeading = false;
    let leads = 0;
    const lead = (passOn: typeof pass) => {
      pass = passOn;
      isLeading = true;
      leads++;
      return () => {
        isLeading = false;
      };
    };
    const leave = shareStream<string>(
      person,
      { lead, hear: (message) => heard.push(message), greet: () => greeting },
      { ...tab.tools, ...missing },
    );
    return {
      ...tab,
      ...{ heard, leave },
      pass: (message: string) => pass(message),
      isLeading: () => isLeading,
      leads: () => leads,
    };
  };
  return { openTab };
}
