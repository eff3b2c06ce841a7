import { expect, test } from "bun:test";
import { readZip } from "../zip.fixture";
import { createArchive, type Entry } from "./archive";

const at = new Date("2026-11-21T10:20:30Z");
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function streamOf(pieces: number, onCancel: () => void = () => {}): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ < pieces) controller.enqueue(new Uint8Array(1_000).fill(sent));
      else controller.close();
    },
    cancel: onCancel,
  });
}

test("text, text in pieces, files and what is empty arrive as they were", async () => {
  async function* entries(): AsyncGenerator<Entry> {
    yield { name: "note.txt", content: "Grüße" };
    yield { name: "empty.txt", content: "" };
    yield {
      name: "list.json",
      content: (async function* () {
        yield "[1";
        yield ",2]";
      })(),
    };
    yield { name: "files/a.png", content: streamOf(5), lastModified: at };
    yield { name: "files/b.png", content: streamOf(0) };
  }
  const files = readZip(await new Response(createArchive(entries(), at)).bytes());
  expect(files.map(({ name, bytes }) => [name, bytes.byteLength])).toEqual([
    ["note.txt", 7],
    ["empty.txt", 0],
    ["list.json", 5],
    ["files/a.png", 5_000],
    ["files/b.png", 0],
  ]);
  expect([text(files[0]?.bytes), text(files[2]?.bytes)]).toEqual(["Grüße", "[1,2]"]);
  expect(files[3]?.bytes[4_999]).toBe(5);
});

test("nothing is opened before its turn has come, and every file is closed", async () => {
  let opened = 0;
  let closed = 0;
  async function* entries(): AsyncGenerator<Entry> {
    for (let index = 0; index < 1_000; index++) {
      opened++;
      yield { name: `files/${index}`, content: streamOf(2) };
      closed++;
    }
  }
  const reader = createArchive(entries(), at).getReader();
  await reader.read();
  expect(opened).toBeLessThan(3);
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    expect(opened - closed).toBeLessThan(3);
  }
  expect([opened, closed]).toEqual([1_000, 1_000]);
});

test("a reader who leaves ends the entries and closes the file it was in", async () => {
  let cancelled = 0;
  let hasEnded = false;
  async function* entries(): AsyncGenerator<Entry> {
    try {
      for (let index = 0; ; index++) yield { name: `files/${index}`, content: streamOf(100, () => cancelled++) };
    } finally {
      hasEnded = true;
    }
  }
  const reader = createArchive(entries(), at).getReader();
  for (let reads = 0; reads < 10; reads++) await reader.read();
  await reader.cancel();
  expect({ cancelled, hasEnded }).toEqual({ cancelled: 1, hasEnded: true });
});

test("what fails on the way fails the archive: it does not pass for a whole one", async () => {
  async function* entries(): AsyncGenerator<Entry> {
    yield { name: "a.txt", content: "a" };
    throw new Error("the database is gone");
  }
  await expect(new Response(createArchive(entries(), at)).bytes()).rejects.toThrow("the database is gone");
});
