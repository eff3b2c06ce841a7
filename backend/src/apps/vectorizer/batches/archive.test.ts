import { expect, test } from "bun:test";
import { contractError } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { Trace } from "@lumiku/contracts/vectorizer-traces";
import { readZip } from "../../../core/account/zip.fixture";
import { packTraces, type TracesToPack } from "./archive";

const at = new Date("2026-11-21T10:00:00Z");
const traceOf = (id: string) => ({ id, createdAt: at.toISOString() }) as Trace;
const traces = ["Fox", "Owl", "Fox"].map((name, index) => ({ name, trace: traceOf(`${index}`) }));

function pack(request: Partial<TracesToPack> = {}) {
  const written: string[] = [];
  const body = packTraces({
    ...{ traces, format: "svg", at, signal: new AbortController().signal },
    async write({ id }, format) {
      written.push(`${id} ${format}`);
      return { fileName: `anything.${format === "pdf" ? "pdf" : "svg"}`, body: new TextEncoder().encode(id) };
    },
    ...request,
  });
  return { body, written };
}

test("each trace is a file under its own name", async () => {
  const files = readZip(await new Response(pack().body).bytes());
  expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
    ["fox.svg", "0"],
    ["owl.svg", "1"],
    ["fox-2.svg", "2"],
  ]);
});

test("what cannot be made is named, and the others are there", async () => {
  const { body } = pack({
    async write({ id }) {
      if (id === "1") throw contractError(vectorizer, "TRACE_NOT_FOUND");
      return { fileName: "anything.svg", body: new Uint8Array() };
    },
  });
  const files = readZip(await new Response(body).bytes());
  expect(files.map(({ name }) => name)).toEqual(["fox.svg", "fox-2.svg", "missing.txt"]);
  expect(new TextDecoder().decode(files.at(-1)?.bytes)).toBe("owl, svg: That trace no longer exists.\n");
});

test("nothing more is made for a reader who has left", async () => {
  const { body, written } = pack({ traces: Array.from({ length: 20 }, () => traces).flat() });
  const reader = body.getReader();
  await reader.read();
  await reader.cancel();
  expect(written.length).toBeLessThan(5);
});
