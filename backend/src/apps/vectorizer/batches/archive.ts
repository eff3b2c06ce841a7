import { AppError, type Download } from "@lumiku/app-sdk";
import { ExportFormat, type Trace } from "@lumiku/contracts/vectorizer-traces";
import { makeZip } from "client-zip";
import { countRepeats, slugOf } from "../file-name";

type SingleFormat = Exclude<ExportFormat, "zip">;

export interface TracesToPack {
  traces: readonly { name: string; trace: Trace }[];
  /** `zip` packs one of each, in a folder a trace. */
  format: ExportFormat;
  at: Date;
  signal: AbortSignal;
  write(trace: Trace, format: SingleFormat): Promise<Download>;
}

const singleFormats = ExportFormat.exclude(["zip"]).options;

/**
 * Traces as a ZIP whose next file is made when its reader wants more. Names that occur twice are counted. What cannot be
 * made, as when a trace was removed in the meantime, is named in `missing.txt`.
 */
export function packTraces(request: TracesToPack): ReadableStream<Uint8Array> {
  const files = listFiles(request);
  return makeZip({
    [Symbol.asyncIterator]: () => ({
      next: () => files.next(),
      // What client-zip calls when its stream is cancelled: that is an end like any other here.
      throw: () => files.return(undefined),
    }),
  });
}

async function* listFiles({ traces, format, at, signal, write }: TracesToPack) {
  const names = countRepeats(traces.map(({ name }) => slugOf(name)));
  const missing: string[] = [];
  for (const [index, { trace }] of traces.entries()) {
    const name = names[index] ?? trace.id;
    for (const single of format === "zip" ? singleFormats : [format]) {
      signal.throwIfAborted();
      try {
        const { fileName, body } = await write(trace, single);
        const extension = fileName.split(".").at(-1) ?? "";
        const path = format === "zip" ? `${name}/${name}${suffixOf(single)}.${extension}` : `${name}.${extension}`;
        yield { name: path, lastModified: new Date(trace.createdAt), input: body as Uint8Array<ArrayBuffer> };
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError)) throw error;
        missing.push(`${name}, ${single}: ${error.message}`);
      }
    }
  }
  if (missing.length > 0) yield { name: "missing.txt", lastModified: at, input: `${missing.join("\n")}\n` };
}

/** Two formats of a folder have one extension. */
const suffixOf = (format: SingleFormat) => (format === "svg-optimised" ? "-optimised" : "");
