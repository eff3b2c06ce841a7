import { beforeEach, expect, test } from "bun:test";
import { learnEventTypes, onReset } from "./app-events";
import { openEventStream, useConnection } from "./event-stream";
import { createFakeBrowser, type FakeTab, settle } from "./fake-browser.fixture";
import { useGenerations } from "./generations";

beforeEach(() => {
  useGenerations.getState().clear();
  useConnection.setState({ isLive: true });
  sources.length = 0;
});

test("whichever tab leads next goes on from the last event that had an id", async () => {
  const browser = createFakeBrowser();
  const [first, second] = [open(browser.newTab()), open(browser.newTab())];
  await settle();
  sources[0]?.send("credits.updated", "7");
  sources[0]?.send("credits.updated", "");
  await settle();
  first.crash();
  await settle();
  expect(sources.map(({ url }) => url)).toEqual(["/api/events", "/api/events?lastEventId=7"]);
  second.leave();
});

test("a tab that came after the last event still knows where to go on", async () => {
  const browser = createFakeBrowser();
  const first = open(browser.newTab());
  await settle();
  sources[0]?.send("credits.updated", "7");
  const late = open(browser.newTab());
  await settle();
  first.leave();
  await settle();
  expect(sources[1]?.url).toBe("/api/events?lastEventId=7");
  late.leave();
});

test("every tab knows whether the one with the stream is connected", async () => {
  const browser = createFakeBrowser();
  const first = open(browser.newTab());
  const second = open(browser.newTab());
  await settle();
  sources[0]?.onerror?.(new Event("error"));
  useConnection.setState({ isLive: true });
  await settle();
  expect(useConnection.getState().isLive).toBe(false);
  first.leave();
  second.leave();
});

test("whoever signs out closes the stream", async () => {
  const tab = open(createFakeBrowser().newTab());
  await settle();
  tab.leave();
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test("people who share a browser never share a stream", async () => {
  const browser = createFakeBrowser();
  const [ada, bob] = [open(browser.newTab(), "ada"), open(browser.newTab(), "bob")];
  await settle();
  expect(sources.length).toBe(2);
  sources[0]?.send("credits.updated", "7");
  await settle();
  ada.leave();
  bob.leave();
  const next = open(browser.newTab(), "bob");
  await settle();
  next.leave();
  expect(sources.length).toBe(3);
  expect(sources.some(({ url }) => url.includes("7"))).toBe(false);
});

test("events of apps are heard under the names that were known before the stream opened, and that became known later", async () => {
  learnEventTypes(["poses/pose.created"]);
  const tab = open(createFakeBrowser().newTab());
  await settle();
  expect(sources[0]?.listensFor("poses/pose.created")).toBe(true);
  expect(sources[0]?.listensFor("vectors/vector.created")).toBe(false);
  learnEventTypes(["vectors/vector.created"]);
  expect(sources[0]?.listensFor("vectors/vector.created")).toBe(true);
  tab.leave();
  learnEventTypes(["upscales/upscale.created"]);
  expect(sources[0]?.listensFor("upscales/upscale.created")).toBe(false);
});

test("a stream that comes back tells every tab to read again what it shows", async () => {
  let resets = 0;
  const stopListening = onReset(() => resets++);
  const browser = createFakeBrowser();
  const tabs = [open(browser.newTab()), open(browser.newTab())];
  await settle();
  sources[0]?.onopen?.();
  sources[0]?.send("credits.updated", "7");
  await settle();
  resets = 0;
  sources[0]?.onerror?.(new Event("error"));
  sources[0]?.onopen?.();
  await settle();
  // Both tabs are in this process, and hear it once each.
  expect(resets).toBe(2);
  stopListening();
  for (const tab of tabs) tab.leave();
});

class FakeSource {
  readonly CLOSED = 2;
  readonly readyState = 0;
  isOpen = true;
  onopen: (() => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly url: string;
  readonly #listeners = new Map<string, (event: MessageEvent) => void>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void) {
    this.#listeners.set(type, listener);
  }

  listensFor(type: string) {
    return this.#listeners.has(type);
  }

  /** A balance, which no store of these tests keeps: nobody is signed in. */
  send(type: string, id: string) {
    const data = JSON.stringify({ available: 1, held: 0 });
    this.#listeners.get(type)?.(new MessageEvent(type, { data, lastEventId: id }));
  }

  close() {
    this.isOpen = false;
  }
}

const sources: FakeSource[] = [];

function open(tab: FakeTab, userId = "ada") {
  const leave = openEventStream(userId, {
    ...tab.tools,
    openSource(url) {
      const source = new FakeSource(url);
      sources.push(source);
      return source as unknown as EventSource;
    },
    onOnline: () => () => {},
  });
  return { ...tab, leave };
}
