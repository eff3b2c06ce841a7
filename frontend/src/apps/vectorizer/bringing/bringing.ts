import type { AppError } from "@lumiku/app-sdk";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import { MAX_BATCH } from "@lumiku/contracts/vectorizer";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { nameOfFile, sortPictures } from "./picture-files";
import { nameOfAddress } from "./transfer";
import { type Arrival, addToTray, changeArrival, emptyTray, leaveOut, roomIn, type Tray, type TrayItem } from "./tray";

/** A picture of the library; its name and its small form are null where they are not known. */
export interface LibraryPicture extends Pick<LibraryAsset, "id" | "name"> {
  thumbnailUrl: string | null;
}

/** Where a picture comes from. */
export type Source =
  | { kind: "file"; file: File }
  | { kind: "address"; url: string }
  | { kind: "asset"; asset: LibraryPicture };

export interface BringingDependencies {
  read(): Tray;
  write(tray: Tray): void;
  /** Makes a document of it. @throws AppError */
  send(source: Source, options: { signal: AbortSignal; onProgress: (sent: number) => void }): Promise<VectorDocument>;
  wait(milliseconds: number): Promise<void>;
}

const SENT_AT_ONCE = 2;
const BETWEEN_TRIES_MS = 5_000;

interface Waiting {
  id: string;
  source: Source;
  abort: AbortController;
}

/** Sends pictures, two at a time, and says of each how far it is or why it was refused. */
export function createBringing({ read, write, send, wait }: BringingDependencies) {
  /** Everything in the tray that did not begin as a document, by its id there. */
  const brought = new Map<string, Waiting>();
  let queue: Waiting[] = [];
  let sending = 0;
  let lastId = 0;

  const arrive = (id: string, arrival: Arrival) => write(changeArrival(read(), id, arrival));

  const sendNext = () => {
    while (sending < SENT_AT_ONCE) {
      const next = queue.shift();
      if (!next) return;
      sending++;
      void sendOne(next).finally(() => {
        sending--;
        sendNext();
      });
    }
  };

  const sendOne = async ({ id, source, abort: { signal } }: Waiting): Promise<void> => {
    const onProgress = (sent: number) => arrive(id, { kind: "sending", sent });
    while (!signal.aborted) {
      onProgress(source.kind === "file" ? 0 : 1);
      try {
        return arrive(id, { kind: "ready", document: await send(source, { signal, onProgress }) });
      } catch (failure) {
        const { code, status, message, errors, retryAfterMs } = failure as AppError;
        if (code !== "RATE_LIMITED") {
          const canRetry = status === 0 || status >= 500;
          return arrive(id, { kind: "refused", reason: errors?.[0]?.message ?? message, canRetry });
        }
        // Many at once are too many for a minute: they wait for their turn, and nobody has to do anything.
        arrive(id, { kind: "waiting" });
        await wait(retryAfterMs ?? BETWEEN_TRIES_MS);
      }
    }
  };

  const enqueue = (waiting: Waiting) => {
    brought.set(waiting.id, waiting);
    queue.push(waiting);
  };

  const forget = ({ id, previewUrl }: TrayItem) => {
    brought.get(id)?.abort.abort();
    brought.delete(id);
    queue = queue.filter((waiting) => waiting.id !== id);
    if (previewUrl?.startsWith("blob:")) URL.revokeObjectURL(previewUrl);
  };

  const add = (items: readonly TrayItem[]) => {
    const before = read();
    const after = addToTray(before, items);
    for (const item of [...before.items, ...items]) if (!after.items.includes(item)) forget(item);
    write(after);
  };

  const newId = () => `brought-${++lastId}`;

  const addSources = (sources: readonly Source[], refused: readonly TrayItem[] = []) => {
    const items = sources.map((source): TrayItem => {
      const id = newId();
      enqueue({ id, source, abort: new AbortController() });
      return { id, ...looksOf(source), arrival: { kind: "waiting" } };
    });
    add([...items, ...refused]);
    sendNext();
  };

  return {
    /** Files that somebody chose, dropped or pasted. Those that cannot be taken are told of, each with its reason. */
    bringFiles(files: readonly File[]): void {
      const { taken, refused } = sortPictures(files, roomIn(read(), MAX_BATCH));
      addSources(
        taken.map((file) => ({ kind: "file", file })),
        refused.map(({ name, reason }) => refusedItem(newId(), name, reason)),
      );
    },

    bringAddress(url: string): void {
      addSources([{ kind: "address", url }]);
    },

    bringAssets(assets: readonly LibraryPicture[]): void {
      addSources(assets.slice(0, roomIn(read(), MAX_BATCH)).map((asset) => ({ kind: "asset", asset })));
    },

    /** Documents that are here already, to be traced together. */
    bringDocuments(documents: readonly VectorDocument[]): void {
      const fitting = documents.slice(0, roomIn(read(), MAX_BATCH));
      add(
        fitting.map((document) => ({
          ...{ id: document.id, name: document.name, previewUrl: document.asset.thumbnailUrl },
          arrival: { kind: "ready", document },
        })),
      );
    },

    tryAgain(id: string): void {
      const known = brought.get(id);
      if (!known) return;
      queue.push(known);
      arrive(id, { kind: "waiting" });
      sendNext();
    },

    /** Not traced with the others; what has come stays among the pictures. */
    leaveOut(id: string): void {
      const item = read().items.find((other) => other.id === id);
      if (item) forget(item);
      write(leaveOut(read(), id));
    },

    /** Puts everything aside; what has come stays among the pictures. */
    clear(): void {
      read().items.forEach(forget);
      write(emptyTray);
    },
  };
}

function looksOf(source: Source): Pick<TrayItem, "name" | "previewUrl"> {
  switch (source.kind) {
    case "file":
      return { name: nameOfFile(source.file.name), previewUrl: URL.createObjectURL(source.file) };
    case "address":
      return { name: nameOfFile(nameOfAddress(source.url)), previewUrl: null };
    case "asset":
      return { name: nameOfFile(source.asset.name ?? "Picture"), previewUrl: source.asset.thumbnailUrl };
  }
}

function refusedItem(id: string, name: string, reason: string): TrayItem {
  return { id, name, previewUrl: null, arrival: { kind: "refused", reason, canRetry: false } };
}
