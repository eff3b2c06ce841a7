import { makeZip } from "client-zip";

export interface Entry {
  name: string;
  content: string | AsyncIterable<string> | ReadableStream<Uint8Array>;
  lastModified?: Date;
}

/**
 * A ZIP that asks for its next entry, and for the next piece of it, when its reader wants more. A reader who leaves ends
 * the entries, and the one that was being read.
 */
export function createArchive(entries: AsyncGenerator<Entry>, at: Date): ReadableStream<Uint8Array> {
  const files = listFiles(entries, at);
  return makeZip({
    [Symbol.asyncIterator]: () => ({
      next: () => files.next(),
      // What client-zip calls when its stream is cancelled: that is an end like any other here.
      throw: () => files.return(undefined),
    }),
  });
}

async function* listFiles(entries: AsyncGenerator<Entry>, at: Date) {
  for await (const { name, content, lastModified = at } of entries) {
    if (!(content instanceof ReadableStream)) {
      yield { name, lastModified, input: content };
      continue;
    }
    const reader = content.getReader();
    try {
      yield { name, lastModified, input: read(reader) };
    } finally {
      await reader.cancel();
    }
  }
}

/** What a file's stream and its reader have in common in all the typings of streams. */
interface PieceReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
}

async function* read(reader: PieceReader): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    yield value as Uint8Array<ArrayBuffer>;
  }
}
