import { type Download, platformError } from "@lumiku/app-sdk";
import { createArchive, type Entry } from "../../account/export/archive";
import type { Storage } from "../../storage/storage";
import { titleOf } from "../texts";
import type { ArchivedPicture, LibraryRepository } from "./repository";

export const MOST_ARCHIVED = 100;
const MAX_NAME_CHARACTERS = 40;

const extensions: Record<string, string> = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" };

export interface ArchiveDependencies {
  repository: Pick<LibraryRepository, "listPictures">;
  storage: Pick<Storage, "open">;
  now: () => Date;
}

/**
 * The pictures of some work as a ZIP that is made while it is read, one file open at a time, with a list of what each
 * was made with.
 *
 * @param ids of generations, with commas between them
 * @throws AppError VALIDATION_FAILED for too many, NOT_FOUND when there is no picture among them
 */
export function createArchiver({ repository, storage, now }: ArchiveDependencies) {
  async function* listEntries(pictures: readonly NamedPicture[], signal: AbortSignal): AsyncGenerator<Entry> {
    yield { name: "about.json", content: `${JSON.stringify(pictures.map(describe), null, 2)}\n` };
    const missing: string[] = [];
    for (const { file, storageKey, createdAt } of pictures) {
      signal.throwIfAborted();
      const opened = await storage.open(storageKey);
      if (opened) yield { name: file, content: opened.stream, lastModified: createdAt };
      else missing.push(`${file}: the file is no longer there.`);
    }
    if (missing.length > 0) yield { name: "missing.txt", content: `${missing.join("\n")}\n` };
  }

  return async (userId: string, ids: string, signal: AbortSignal): Promise<Download> => {
    const wanted = [...new Set(ids.split(",").filter(Boolean))];
    if (wanted.length > MOST_ARCHIVED) {
      const message = `At most ${MOST_ARCHIVED} can be downloaded at a time.`;
      throw platformError("VALIDATION_FAILED", { message, errors: [{ path: "/query/ids", message }] });
    }
    const pictures = nameAll(await repository.listPictures(userId, wanted));
    if (pictures.length === 0) {
      throw platformError("NOT_FOUND", { message: "There is no picture to download in what you chose." });
    }
    const fileName = `lumiku-pictures-${now().toISOString().slice(0, 10)}.zip`;
    return { body: createArchive(listEntries(pictures, signal), now()), fileName };
  };
}

type NamedPicture = ArchivedPicture & { file: string };

/** `amal-1-seed-7.png`; what would be called the same is counted. */
function nameAll(pictures: readonly ArchivedPicture[]): NamedPicture[] {
  const uses = new Map<string, number>();
  return pictures.map((picture) => {
    const { params, appId, index, seed, mime } = picture;
    const name = `${slugOf(titleOf(params) ?? appId) || appId}-${index + 1}-seed-${seed}`;
    const count = (uses.get(name) ?? 0) + 1;
    uses.set(name, count);
    return { ...picture, file: `${name}${count > 1 ? `-${count}` : ""}.${extensions[mime] ?? "bin"}` };
  });
}

/** Letters of any script stay: a ZIP's names are UTF-8. */
function slugOf(title: string): string {
  const words =
    title
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let slug = words.shift()?.slice(0, MAX_NAME_CHARACTERS) ?? "";
  for (const word of words) {
    if (slug.length + 1 + word.length > MAX_NAME_CHARACTERS) break;
    slug += `-${word}`;
  }
  return slug;
}

function describe({ file, generationId, appId, model, provider, params, seed, createdAt }: NamedPicture) {
  const { prompt = null } = params;
  return { file, generationId, app: appId, model, provider, prompt, seed, params, createdAt };
}
