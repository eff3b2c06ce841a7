import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "@lumiku/app-sdk/server";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { Prisma, PrismaClient } from "../../../generated/prisma/client";

const TRANSACTION_ATTEMPTS = 5;
const TRANSACTION_TIMEOUT_MS = 15_000;
/** Longer than any transaction of a process that lives. */
const SILENT_TRANSACTION_MS = 20_000;

export interface Database {
  /**
   * Prisma's client. Inside {@link Database.transaction} every call through it belongs to that transaction,
   * so repositories join without being handed anything.
   */
  readonly client: PrismaClient;
  /**
   * Runs `work` in one transaction; a nested call joins the outer one. Serialization failures and deadlocks
   * run the whole of `work` again, so it must not do anything outside the database but by `afterCommit`.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `effect` once the transaction in progress has committed, never when it rolled back; at once outside of one. */
  afterCommit(effect: () => unknown): void;
  /** Connections of this process. */
  pool(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

interface Running {
  client: Prisma.TransactionClient;
  effects: (() => unknown)[];
  isOpen: boolean;
}

export interface DatabaseOptions {
  /** Connections at most. */
  poolSize: number;
  /** How long a transaction may stay silent before the server undoes it. Milliseconds. */
  silentTransactionMs?: number | undefined;
  logger?: Logger;
}

export function createDatabase(connectionString: string, options: DatabaseOptions): Database {
  const { poolSize, silentTransactionMs = SILENT_TRANSACTION_MS } = options;
  const pool = new Pool({
    connectionString,
    max: poolSize,
    onConnect(client) {
      // Between two holders of a connection nobody listens: an error that is not heard would end the process.
      client.on("error", () => {});
      // A process that is frozen, or whose machine is gone without a word, would keep its locks for hours.
      return client.query(`SET idle_in_transaction_session_timeout = ${silentTransactionMs}`);
    },
  });
  pool.on("error", (error) => options.logger?.warn({ err: error }, "an idle database connection failed"));
  const root = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator }) });
  const running = new AsyncLocalStorage<Running>();

  const client = new Proxy(root, {
    get(_, property) {
      const transaction = running.getStore();
      if (!transaction) return Reflect.get(root, property);
      if (!transaction.isOpen) {
        throw new Error(
          `A query (${String(property)}) came after its transaction had ended. Await everything inside transaction().`,
        );
      }
      return Reflect.get(transaction.client, property);
    },
  });

  const runEffects = async (effects: readonly (() => unknown)[]) => {
    for (const effect of effects) {
      try {
        await effect();
      } catch (error) {
        options.logger?.error({ err: error }, "an effect after a commit failed");
      }
    }
  };

  const attempt = async <T>(work: () => Promise<T>): Promise<{ result: T; effects: (() => unknown)[] }> => {
    const state: Partial<Running> = {};
    try {
      return await root.$transaction(
        async (transactionClient) => {
          const transaction: Running = Object.assign(state, { client: transactionClient, effects: [], isOpen: true });
          return { result: await running.run(transaction, work), effects: transaction.effects };
        },
        { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_TIMEOUT_MS },
      );
    } finally {
      state.isOpen = false;
    }
  };

  return {
    client,

    async transaction(work) {
      if (running.getStore()?.isOpen) return work();
      for (let attempts = 1; ; attempts++) {
        try {
          const { result, effects } = await attempt(work);
          await running.exit(() => runEffects(effects));
          return result;
        } catch (error) {
          if (attempts === TRANSACTION_ATTEMPTS || !isConflict(error)) throw error;
          await Bun.sleep(Math.random() * 20 * 2 ** attempts);
        }
      }
    },

    afterCommit(effect) {
      const transaction = running.getStore();
      if (transaction?.isOpen) transaction.effects.push(effect);
      else void runEffects([effect]);
    },

    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),

    close: () => root.$disconnect(),
  };
}

const MAX_STATEMENTS = 500;
const statements = new Map<string, string>();

/** Named statements are parsed and planned once a connection. Texts that vary without end stay nameless. */
function statementNameGenerator({ sql }: { sql: string }): string {
  const known = statements.get(sql);
  if (known || statements.size >= MAX_STATEMENTS) return known ?? "";
  const name = `lumiku_${statements.size}`;
  statements.set(sql, name);
  return name;
}

/** Serialization failure and deadlock, as Prisma (P2034) and PostgreSQL (40001, 40P01) name them. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || /\b(40001|40P01)\b/.test(JSON.stringify(error.meta ?? {}) + error.message);
}

/** A table that a repository may keep in a variable: each call through it belongs to the transaction then in progress. */
function openTable(client: PrismaClient, name: string): unknown {
  return new Proxy({}, { get: (_, method) => Reflect.get(Reflect.get(client, name), method) });
}

/** A view of the client that holds these tables and nothing else: what an app's repository is given. */
export function scopeTables(client: PrismaClient, tables: readonly string[]): unknown {
  const allowed = new Set(tables);
  return new Proxy(
    {},
    {
      get(_, property) {
        if (typeof property === "string" && allowed.has(property)) return openTable(client, property);
        throw new TypeError(`The table ${String(property)} is not among this app's (${tables.join(", ")})`);
      },
    },
  );
}
