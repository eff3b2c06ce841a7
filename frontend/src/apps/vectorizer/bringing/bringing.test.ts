import { describe, expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { document } from "../document.fixture";
import { createBringing, type Source } from "./bringing";
import { emptyTray, stateOfTray } from "./tray";

interface Sent {
  source: Source;
  signal: AbortSignal;
  onProgress: (sent: number) => void;
  accept: (document: VectorDocument) => void;
  refuse: (error: AppError) => void;
}

function bringingWithoutServer() {
  let tray = emptyTray;
  const sent: Sent[] = [];
  const waits: number[] = [];
  const bringing = createBringing({
    read: () => tray,
    write: (next) => {
      tray = next;
    },
    send: (source, { signal, onProgress }) =>
      new Promise((accept, refuse) => sent.push({ source, signal, onProgress, accept, refuse })),
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { bringing, sent, waits, tray: () => tray, arrivals: () => tray.items.map(({ arrival }) => arrival.kind) };
}

const picture = (name: string) => new File(["x"], name, { type: "image/png" });
/** Until what was promised has been dealt with. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const error = (status: number, code: string, retryAfterMs?: number) =>
  new AppError({ code, status, message: "It is no picture.", ...(retryAfterMs && { retryAfterMs }) });

describe("bringing pictures", () => {
  test("two go at a time, in the order they were brought", async () => {
    const { bringing, sent, arrivals } = bringingWithoutServer();
    bringing.bringFiles(["a.png", "b.png", "c.png"].map(picture));
    expect(arrivals()).toEqual(["sending", "sending", "waiting"]);
    sent[0]?.accept(document({ id: "d1" }));
    await settle();
    expect(arrivals()).toEqual(["ready", "sending", "sending"]);
  });

  test("how much of a file has gone is told, and what became of it", async () => {
    const { bringing, sent, tray } = bringingWithoutServer();
    bringing.bringFiles([picture("Lighthouse.png")]);
    sent[0]?.onProgress(0.4);
    expect(tray().items[0]).toMatchObject({ name: "Lighthouse", arrival: { kind: "sending", sent: 0.4 } });
    sent[0]?.refuse(error(422, "VALIDATION_FAILED"));
    await settle();
    expect(tray().items[0]?.arrival).toEqual({ kind: "refused", reason: "It is no picture.", canRetry: false });
  });

  test("one too many for a minute waits as long as the server asks, and goes again by itself", async () => {
    const { bringing, sent, waits, arrivals } = bringingWithoutServer();
    bringing.bringFiles([picture("a.png")]);
    sent[0]?.refuse(error(429, "RATE_LIMITED", 12_000));
    await settle();
    expect(waits).toEqual([12_000]);
    sent[1]?.accept(document());
    await settle();
    expect(arrivals()).toEqual(["ready"]);
  });

  test("what the network lost can be sent again", async () => {
    const { bringing, sent, tray, arrivals } = bringingWithoutServer();
    bringing.bringAddress("https://example.com/logo.png");
    sent[0]?.refuse(error(0, "OFFLINE"));
    await settle();
    const [item] = tray().items;
    expect(item?.arrival).toMatchObject({ kind: "refused", canRetry: true });
    bringing.tryAgain(item?.id ?? "");
    sent[1]?.accept(document());
    await settle();
    expect(arrivals()).toEqual(["ready"]);
  });

  test("what is left out on its way is not sent on, and its answer changes nothing", async () => {
    const { bringing, sent, tray } = bringingWithoutServer();
    bringing.bringFiles(["a.png", "b.png", "c.png"].map(picture));
    const [first, , third] = tray().items;
    bringing.leaveOut(first?.id ?? "");
    bringing.leaveOut(third?.id ?? "");
    expect(sent[0]?.signal.aborted).toBe(true);
    sent[0]?.refuse(error(0, "ABORTED"));
    sent[1]?.accept(document({ id: "d2" }));
    await settle();
    expect(sent).toHaveLength(2);
    expect(stateOfTray(tray()).ready.map(({ id }) => id)).toEqual(["d2"]);
  });

  test("a batch never has more than fifty, however they are brought", () => {
    const { bringing, tray } = bringingWithoutServer();
    bringing.bringDocuments(Array.from({ length: 49 }, (_, index) => document({ id: `d${index}` })));
    bringing.bringFiles(["a.png", "b.png"].map(picture));
    bringing.bringDocuments([document({ id: "one more" })]);
    expect(tray().items.filter(({ arrival }) => arrival.kind !== "refused")).toHaveLength(50);
    expect(tray().items.slice(-2)).toMatchObject([
      { name: "a", arrival: { kind: "sending" } },
      { name: "b.png", arrival: { kind: "refused" } },
    ]);
  });

  test("nothing is left of a tray that was put aside", async () => {
    const { bringing, sent, tray } = bringingWithoutServer();
    bringing.bringFiles(["a.png", "b.png", "c.png"].map(picture));
    bringing.clear();
    sent[0]?.refuse(error(0, "ABORTED"));
    await settle();
    expect(tray()).toEqual(emptyTray);
    expect(sent).toHaveLength(2);
  });
});
