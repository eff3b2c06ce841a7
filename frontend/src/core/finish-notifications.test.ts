import { afterAll, beforeEach, expect, test } from "bun:test";
import { announce, endTitle, findEnded, type News, showWork, workOf } from "./finish-notifications";
import { generation } from "./generation.fixture";
import { useGenerations } from "./generations";
import { notification } from "./notification.fixture";
import { useNotifications } from "./notifications";

const outside = { document: globalThis.document, window: globalThis.window };
const page = { document: { hidden: false }, window: { location: { pathname: "/billing" } } };

let toasts: News[] = [];
const titles = () => toasts.map(({ title }) => title);
let stop = () => {};
beforeEach(() => {
  stop();
  useGenerations.getState().clear();
  useNotifications.getState().clear();
  Object.assign(globalThis, page);
  page.document.hidden = false;
  toasts = [];
  stop = announce({ toast: (news) => toasts.push(news), openLink: () => {} });
});
afterAll(() => {
  stop();
  Object.assign(globalThis, outside);
});

const end = (id: string) => {
  const { upsert } = useGenerations.getState();
  upsert(generation({ id, status: "processing", version: 1 }));
  upsert(generation({ id, status: "completed", version: 2 }));
};

const store = (...all: ReturnType<typeof generation>[]) => Object.fromEntries(all.map((item) => [item.id, item]));

test("only what was seen running and has ended by itself is worth a notification", () => {
  const before = store(
    generation({ id: "done", status: "processing" }),
    generation({ id: "failed", status: "pending" }),
    generation({ id: "stopped", status: "processing" }),
    generation({ id: "still", status: "processing" }),
    generation({ id: "old", status: "completed" }),
  );
  const after = store(
    generation({ id: "done", status: "completed" }),
    generation({ id: "failed", status: "failed" }),
    generation({ id: "stopped", status: "cancelled" }),
    generation({ id: "still", status: "processing" }),
    generation({ id: "old", status: "completed" }),
    generation({ id: "fetched", status: "completed" }),
  );
  expect(findEnded(before, after).map(({ id }) => id)).toEqual(["done", "failed"]);
});

test("work that ends where nobody looks at it is told once, and leads to it", () => {
  end("g1");
  useGenerations.getState().upsert(generation({ id: "g1", status: "completed", version: 3 }));
  expect(titles()).toEqual(["Your picture is ready"]);
  expect(toasts[0]?.link).toBe("/work?open=g1");
});

test("work that ends before a person's eyes is not told, and what the server tells of it is read", () => {
  const read: unknown[] = [];
  useNotifications.setState({ read: async (ids) => void read.push(ids) });
  const hide = showWork("seen");
  end("seen");
  hide();
  useNotifications.getState().take(notification({ id: "n1", link: "/work?open=seen" }));
  useNotifications.getState().take(notification({ id: "n2", link: "/work?open=another" }));
  expect(titles()).toEqual([]);
  expect(read).toEqual([["n1"]]);
});

test("a page that shows work twice still shows it when one of the two goes", () => {
  const hide = [showWork("g1"), showWork("g1")];
  hide[0]?.();
  end("g1");
  expect(titles()).toEqual([]);
  hide[1]?.();
});

test("nothing is said in a tab nobody looks at", () => {
  page.document.hidden = true;
  end("g1");
  useNotifications.getState().take(notification({ kind: "payment.failed" }));
  expect(titles()).toEqual([]);
});

test("other news is told elsewhere than on the page it leads to; what a list brings is no news", () => {
  const { take } = useNotifications.getState();
  take(notification({ id: "n1", kind: "payment.failed", title: "A payment failed", link: "/billing" }));
  take(notification({ id: "n2", kind: "storage.low", title: "Your storage is nearly full", link: "/work" }));
  useNotifications.setState({ items: [notification({ id: "n3", kind: "storage.low" })], status: "ready" });
  expect(titles()).toEqual(["Your storage is nearly full"]);
});

test("a title says how much of the work was delivered", () => {
  const ended = (count: number, delivered: number) =>
    endTitle(generation({ status: "completed", count, outputs: Array.from({ length: count }, output(delivered)) }));
  expect(ended(1, 1)).toBe("Your picture is ready");
  expect(ended(4, 4)).toBe("Your pictures are ready");
  expect(ended(4, 3)).toBe("3 of 4 pictures are ready");
  expect(endTitle(generation({ status: "failed" }))).toBe("Your work could not be finished");
});

const output = (delivered: number) => (_: unknown, index: number) => ({
  ...{ index, status: "completed" as const, seed: 1, error: null, notes: [] },
  asset: index < delivered ? asset : null,
});
const asset = {
  ...{ id: "a1", url: "/a1", thumbnailUrl: "/a1-small", preview: null, mime: "image/png", sha256: "", source: null },
  ...{ width: 64, height: 64, sizeBytes: 1 },
};

test("the work of a link is read from its address", () => {
  expect(workOf("/work?open=g%201")).toBe("g 1");
  expect(workOf("/billing")).toBeUndefined();
  expect(workOf(null)).toBeUndefined();
});
