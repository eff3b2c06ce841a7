import type { Generation } from "@lumiku/app-sdk";
import type { AccountsService } from "../accounts/service";
import type { Balance } from "../credits/repository";
import type { CreditsService } from "../credits/service";
import type { EventBus } from "../events/event-bus";
import type { PlatformLogger } from "../observability/logger";
import type { QuotaService } from "../quota/service";
import type { GenerationRow, GenerationsRepository, GenerationWithOutputs } from "./repository";
import type { Snapshots } from "./snapshots";

/** Tells a person's screens about their work and what is left to pay for more. */
export interface Announcer {
  /** Publishes a generation as it stands in this row. @returns the snapshot */
  tell(row: GenerationWithOutputs): Promise<Generation>;
  /** Publishes a generation that has just been accepted, and what is left after its reservation. @returns the snapshot */
  began(row: GenerationWithOutputs, balance: Balance | null): Promise<Generation>;
  /** Reads a generation and publishes it. @returns the snapshot, or null when there is none any more */
  generation(id: string): Promise<Generation | null>;
  /**
   * Publishes how a generation ended, and what is left after it where that has changed: the balance given, or as it
   * stands now.
   *
   * @throws when it could not be told: nobody else will
   */
  ended(row: GenerationWithOutputs, balance?: Balance | null): Promise<void>;
  /** Publishes what is left after a reservation was made or undone: the balance given, or the quota as it stands. */
  funds(row: GenerationRow, balance: Balance | null): Promise<void>;
  removed(userId: string, ids: readonly string[]): Promise<void>;
  restored(userId: string, items: readonly Generation[]): Promise<void>;
}

export interface AnnouncerDependencies {
  repository: GenerationsRepository;
  snapshots: Snapshots;
  credits: Pick<CreditsService, "balance">;
  quota: Pick<QuotaService, "find">;
  accounts: Pick<AccountsService, "changed">;
  events: EventBus;
  logger: PlatformLogger;
}

export function createAnnouncer(dependencies: AnnouncerDependencies): Announcer {
  const { repository, snapshots, credits, quota, accounts, events, logger } = dependencies;
  // PostgreSQL is the truth and events are a faster copy: work never fails because telling of it did.
  const publish = async (userId: string, type: string, data: unknown) => {
    try {
      await events.publish(userId, type, data);
    } catch (error) {
      logger.warn({ err: error, type }, "an event could not be published");
    }
  };

  const tell = async (row: GenerationWithOutputs) => {
    const snapshot = await snapshots.of(row);
    await publish(row.userId, "generation.updated", snapshot);
    return snapshot;
  };

  const readFunds = async ({ userId, costUnit }: GenerationRow, balance: Balance | null | undefined) =>
    costUnit === "quota"
      ? { type: "quota.updated", data: await quota.find(userId) }
      : { type: "credits.updated", data: balance ?? (await credits.balance(userId)) };

  /** What is left, where a reservation has changed it. Not told is better than work that fails for it. */
  const findFunds = async (row: GenerationRow, balance: Balance | null) => {
    if (row.reserved === 0) return null;
    try {
      await accounts.changed(row.userId);
      return await readFunds(row, balance);
    } catch (error) {
      logger.warn({ err: error }, "what is left could not be told");
      return null;
    }
  };

  return {
    tell,

    async began(row, balance) {
      const [snapshot, funds] = await Promise.all([snapshots.of(row), findFunds(row, balance)]);
      // At the same moment: they go out together.
      await Promise.all([
        publish(row.userId, "generation.updated", snapshot),
        funds && publish(row.userId, funds.type, funds.data),
      ]);
      return snapshot;
    },

    async generation(id) {
      const row = await repository.find(id);
      return row && tell(row);
    },

    async ended(row, balance) {
      const { userId } = row;
      // Whoever reads the balance because of the end must not find the old one.
      await accounts.changed(userId);
      const [snapshot, funds] = await Promise.all([
        snapshots.of(row),
        hasMovedFunds(row) ? readFunds(row, balance) : null,
      ]);
      await Promise.all([
        funds && events.publish(userId, funds.type, funds.data),
        events.publish(userId, "generation.updated", snapshot),
      ]);
    },

    async funds(row, balance) {
      const funds = await findFunds(row, balance);
      if (funds) await publish(row.userId, funds.type, funds.data);
    },

    async removed(userId, ids) {
      await accounts.changed(userId);
      await Promise.all(ids.map((id) => publish(userId, "generation.removed", { id })));
    },

    async restored(userId, items) {
      await accounts.changed(userId);
      await Promise.all(items.map((item) => publish(userId, "generation.updated", item)));
    },
  };
}

/** Credits move at every end of work that was paid with them; a plan's units only when some come back. */
function hasMovedFunds({ costUnit, reserved, charged }: GenerationRow): boolean {
  return costUnit === "quota" ? charged < reserved : reserved > 0;
}
