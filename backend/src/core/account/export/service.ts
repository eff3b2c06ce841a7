import type { Download } from "@lumiku/app-sdk";
import type { Registry } from "../../apps/registry";
import type { AuditRepository } from "../../audit/repository";
import type { Database } from "../../db/client";
import type { PlatformLogger } from "../../observability/logger";
import type { Storage } from "../../storage/storage";
import { createArchive, type Entry } from "./archive";
import { type ExportedFile, type ExportRepository, PAGE_ROWS } from "./repository";

export interface ExportService {
  /**
   * Everything the platform keeps of a person, as a ZIP that is made while it is read: a page of rows or a piece of one
   * file is in memory at a time. What cannot be had is named in `missing.txt`.
   *
   * @param signal ends the reading when nobody reads the ZIP any more
   */
  open(userId: string, signal: AbortSignal): Promise<Download>;
}

export interface ExportDependencies {
  repository: ExportRepository;
  audit: Pick<AuditRepository, "list">;
  database: Pick<Database, "transaction">;
  registry: () => Registry;
  storage: Pick<Storage, "open">;
  logger: PlatformLogger;
  now: () => Date;
}

export function createExportService(dependencies: ExportDependencies): ExportService {
  const { repository, audit, database, registry, storage, logger, now } = dependencies;

  const listAudit = async (userId: string, after: string | undefined) => {
    const entries = await audit.list({
      userId,
      limit: PAGE_ROWS,
      ...(after !== undefined && { before: BigInt(after) }),
    });
    // Who of the staff acted, and from where, is not this person's to know.
    return entries.map(({ actorId, address, ...entry }) =>
      entry.actorKind === "admin" ? entry : { ...entry, address },
    );
  };

  async function* listEntries(userId: string, signal: AbortSignal): AsyncGenerator<Entry> {
    const list = <Row extends { id: string }>(
      name: string,
      read: (userId: string, after: string | undefined) => Promise<Row[]>,
      show: (row: Row) => object = (row) => row,
    ): Entry => ({
      name,
      content: listOf(
        pagesOf((after) => read(userId, after), signal),
        show,
      ),
    });
    const missing: string[] = [];

    yield { name: "README.txt", content: readme(now()) };
    yield { name: "account.json", content: toJson((await repository.findAccount(userId)) ?? {}) };
    yield list("generations.json", repository.listGenerations);
    yield list("ledger.json", repository.listLedger);
    yield list("payments.json", repository.listPayments);
    yield list("subscriptions.json", repository.listSubscriptions);
    yield list("notifications.json", repository.listNotifications);
    yield list("audit.json", listAudit);
    for (const { contract, hooks } of registry().list()) {
      const exportUser = hooks["user.exported"];
      if (!exportUser) continue;
      signal.throwIfAborted();
      const name = `${contract.id}.json`;
      let kept: Record<string, unknown>;
      try {
        kept = await database.transaction(() => exportUser(userId));
      } catch (error) {
        logger.error({ err: error, app: contract.id }, "an app could not give what it keeps of a person");
        missing.push(`${name}: ${contract.name} could not be read. Ask for the export again.`);
        continue;
      }
      yield { name, content: toJson(kept) };
    }
    yield list("shares.json", repository.listShares);
    yield list("files.json", repository.listFiles, ({ storageKey, sourceKey, name, ...file }) => ({
      ...file,
      name: nameOf(file),
      uploadedAs: name,
    }));
    for await (const files of pagesOf((after) => repository.listFiles(userId, after), signal)) {
      for (const file of files) {
        signal.throwIfAborted();
        for (const { name, key } of copiesOf(file)) {
          const opened = await storage.open(key);
          if (opened) yield { name, content: opened.stream, lastModified: file.createdAt };
          else missing.push(`${name}: the file is no longer there.`);
        }
      }
    }
    if (missing.length > 0) yield { name: "missing.txt", content: `${missing.join("\n")}\n` };
  }

  return {
    async open(userId, signal) {
      const fileName = `lumiku-account-${now().toISOString().slice(0, 10)}.zip`;
      return { body: createArchive(listEntries(userId, signal), now()), fileName };
    },
  };
}

async function* pagesOf<Row extends { id: string }>(
  read: (after: string | undefined) => Promise<Row[]>,
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = rows.at(-1)?.id;
  }
}

/** A JSON array, one row a line, of as many pages as there are. */
async function* listOf<Row>(pages: AsyncIterable<Row[]>, show: (row: Row) => object): AsyncGenerator<string> {
  let before = "[\n";
  for await (const rows of pages) {
    yield before + rows.map((row) => JSON.stringify(show(row))).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

const toJson = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

const extensions: Record<string, string> = {
  ...{ "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg" },
};
const nameOf = ({ id, appId, mime }: Pick<ExportedFile, "id" | "appId" | "mime">) =>
  `files/${appId}-${id}.${extensions[mime] ?? "bin"}`;

/** The picture, and what it was rendered from. */
function copiesOf(file: ExportedFile): { name: string; key: string }[] {
  const { sourceKey, sourceMime } = file;
  const source = sourceKey && sourceMime ? [{ name: nameOf({ ...file, mime: sourceMime }), key: sourceKey }] : [];
  return [{ name: nameOf(file), key: file.storageKey }, ...source];
}

function readme(at: Date): string {
  return `Everything this Lumiku keeps of you, as of ${at.toISOString()}.

account.json        your account, preferences, devices and API keys (without their secrets)
generations.json    what you asked for, with all settings
ledger.json         every movement of your credits
payments.json       what you paid, and what you were given back
subscriptions.json  your plans
notifications.json  what you were told lately
audit.json          acts on your account
shares.json         links you made to your pictures
files.json          facts about your files; the files themselves are in the folder "files"
<app>.json          what an app keeps of you
missing.txt         what could not be had, if anything

Times are UTC. Amounts are in the smallest unit of their currency.
`;
}
