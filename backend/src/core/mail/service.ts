import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { MailMessage } from "@lumiku/contracts/administration";
import type { Database } from "../db/client";
import type { PlatformLogger } from "../observability/logger";
import type { Mail } from "./mail";
import type { MailRepository, MailRow } from "./repository";
import { renderMail } from "./template";
import { MailError, type MailFailure, type MailTransport } from "./transport";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits before the second and each later try. */
const BACKOFF_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 12 * HOUR_MS];
/** Longer than any delivery takes: then whoever claimed it is gone. */
const CLAIM_MS = 5 * MINUTE_MS;
const AT_ONCE = 5;
const KEPT_DAYS = 30;

/** Their links open an account to whoever has them. */
const secretKinds = new Set(["verification", "password-reset", "email-change"]);
const WITHHELD = "This held a link for its reader alone. The text was removed once it had been sent.";

export interface MailQuery {
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface MailService extends Mail {
  /** Whether it gets to people by itself; without a mail server an administrator reads it to them. */
  readonly reachesPeople: boolean;
  /**
   * Sends what waits and is due, in any number of processes. A message goes out once; twice only when a process
   * dies between handing it over and writing that down, and then both have the same Message-ID.
   */
  deliver(): Promise<void>;
  /** Newest first. @throws AppError VALIDATION_FAILED for a cursor no list gave */
  list(query: MailQuery): Promise<{ items: MailMessage[]; nextCursor: string | null }>;
  /** Forgets messages of more than thirty days ago. @returns how many */
  trim(): Promise<number>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

export interface MailDependencies {
  repository: MailRepository;
  transport: MailTransport;
  database: Pick<Database, "afterCommit">;
  logger: PlatformLogger;
  now: () => Date;
}

export function createMailService(dependencies: MailDependencies): MailService {
  const { repository, transport, database, logger, now } = dependencies;
  let running: Promise<void> | undefined;
  let isStale = false;
  let lastFailure: string | undefined;

  const later = (milliseconds: number) => new Date(now().getTime() + milliseconds);

  /** @returns what went wrong, if something did */
  const attempt = async (mail: MailRow): Promise<MailFailure | undefined> => {
    const { id, kind, attempts } = mail;
    try {
      await transport.deliver(mail);
    } catch (error) {
      const failure = toMailError(error);
      const backoffMs = BACKOFF_MS[attempts - 1];
      await repository.markFailed(id, {
        error: failure.message,
        nextTryAt: backoffMs === undefined ? null : later(backoffMs),
      });
      // An outage is told once, not with every message that waits for its end.
      const level = failure.message === lastFailure ? "debug" : "error";
      lastFailure = failure.message;
      logger[level]({ mailId: id, kind, attempts, reason: failure.reason }, `mail waits: ${failure.message}`);
      if (backoffMs === undefined) logger.error({ mailId: id, kind, attempts }, "mail is given up");
      return failure.reason;
    }
    const isWithheld = transport.outcome === "sent" && secretKinds.has(kind);
    await repository.markDelivered(id, {
      status: transport.outcome,
      at: now(),
      ...(isWithheld && { text: WITHHELD }),
    });
    if (lastFailure) logger.info({ mailId: id, kind }, "mail is delivered again");
    lastFailure = undefined;
    logger.debug({ mailId: id, kind, attempts, status: transport.outcome }, "mail delivered");
    return undefined;
  };

  const sendWaiting = async () => {
    for (;;) {
      const claimed = await repository.claim({ at: now(), until: later(CLAIM_MS), limit: AT_ONCE });
      const results = await Promise.allSettled(claimed.map(attempt));
      for (const result of results) if (result.status === "rejected") throw result.reason;
      // Nothing gets through: the rest keeps its tries for later.
      const isOutage = results.some((result) => result.status === "fulfilled" && isOutageOf(result.value));
      if (isOutage || claimed.length < AT_ONCE) return;
    }
  };

  const run = async () => {
    while (isStale) {
      isStale = false;
      try {
        await sendWaiting();
      } catch (error) {
        logger.warn({ err: error }, "what became of mail could not be written down; it is tried again");
      }
    }
    running = undefined;
  };

  const deliver = () => {
    isStale = true;
    running ??= run();
    return running;
  };

  return {
    reachesPeople: transport.outcome === "sent",
    deliver,

    async send(mail) {
      const { subject, text, html } = renderMail(mail);
      const { to, kind } = mail;
      await repository.add({ id: Bun.randomUUIDv7(), to, kind, subject, text, html, createdAt: now() });
      database.afterCommit(() => void deliver());
    },

    async list({ to, limit, cursor }) {
      const rows = await repository.list({ to, limit, after: decodeCursor(cursor) });
      const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
      return { ...page, items: page.items.map(toMessage) };
    },

    trim: () => repository.removeBefore(later(-KEPT_DAYS * 24 * HOUR_MS)),

    async idle() {
      await running;
    },
  };
}

const isOutageOf = (failure: MailFailure | undefined) => failure !== undefined && failure !== "refused";

/** What is not known may name people: it goes no further than this. */
function toMailError(error: unknown): MailError {
  if (error instanceof MailError) return error;
  return new MailError("refused", "The message could not be put together.", { cause: error });
}

function toMessage({ id, to, subject, text, kind, status, error, createdAt, sentAt }: MailRow): MailMessage {
  return {
    ...{ id, to, subject, text, kind, error },
    status: status as MailMessage["status"],
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}
