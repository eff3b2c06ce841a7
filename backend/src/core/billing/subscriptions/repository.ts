import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";
import type { GatewayId } from "../gateways/gateway";

export type SubscriptionRow = Omit<Prisma.SubscriptionGetPayload<object>, "plan" | "nextPlan" | "gateway"> & {
  plan: PlanKey;
  nextPlan: PlanKey | null;
  gateway: GatewayId;
};
type Kept = "id" | "userId" | "gateway" | "version" | "createdAt" | "updatedAt";
export type SubscriptionPatch = Partial<Omit<SubscriptionRow, Kept>>;
export type NewSubscription = Omit<
  Prisma.SubscriptionUncheckedCreateInput,
  "plan" | "nextPlan" | "gateway" | "version" | "createdAt" | "updatedAt" | "payments"
> &
  Pick<SubscriptionRow, "plan" | "gateway">;

/** An amount that was asked for without the person. */
export interface ChargeRecord {
  /** It ends with the one the charge was ordered under. */
  idempotencyKey: string;
  status: "pending" | "paid" | "failed" | "cancelled";
  plan: PlanKey;
  interval: Interval;
  amountCents: number;
  currency: string;
  periodStart: Date;
  periodEnd: Date;
}

export interface SubscriptionsRepository {
  /** The one that has not ended. */
  findLive(userId: string): Promise<SubscriptionRow | null>;
  findByGateway(gateway: GatewayId, gatewaySubscriptionId: string): Promise<SubscriptionRow | null>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<SubscriptionRow | null>;
  lockLive(userId: string): Promise<SubscriptionRow | null>;
  lockByGateway(gateway: GatewayId, gatewaySubscriptionId: string): Promise<SubscriptionRow | null>;
  /** Until the transaction ends nobody else begins a plan for this person. */
  holdPerson(userId: string): Promise<void>;
  create(subscription: NewSubscription): Promise<SubscriptionRow>;
  /** Writes a transition. The caller holds the row's lock. */
  update(id: string, patch: SubscriptionPatch): Promise<SubscriptionRow>;
  /** When the job looks at it again; no transition. */
  postpone(id: string, until: Date | null): Promise<void>;
  /**
   * Takes subscriptions with something due for one worker: nobody else takes them before `leaseUntil`, unless their
   * state has changed by then. Those a gateway collects are due when they should have been told of before `newsBefore`.
   */
  claimDue(query: { at: Date; newsBefore: Date; leaseUntil: Date; limit: number }): Promise<SubscriptionRow[]>;
  /** Ended here, and not known to have ended at the gateway. */
  claimEndings(query: { at: Date; leaseUntil: Date; limit: number }): Promise<SubscriptionRow[]>;
  /** Those of one person. */
  listEndings(userId: string): Promise<SubscriptionRow[]>;
  /** Periods that end within days and were not announced. */
  listUnannounced(query: { at: Date; monthBefore: Date; yearBefore: Date; limit: number }): Promise<string[]>;
  setReminded(id: string, at: Date): Promise<void>;
  /** What was asked for a subscription without the person and is not paid, newest first. */
  listUnpaidCharges(
    row: Pick<SubscriptionRow, "id" | "userId">,
    purpose: "renewal" | "upgrade",
  ): Promise<ChargeRecord[]>;
}

export function createSubscriptionsRepository({ client }: Database): SubscriptionsRepository {
  const read = (row: unknown) => (row ?? null) as SubscriptionRow | null;

  return {
    findLive: async (userId) =>
      read(await client.subscription.findFirst({ where: { userId, status: { not: "ended" } } })),

    findByGateway: async (gateway, gatewaySubscriptionId) =>
      read(
        await client.subscription.findUnique({
          where: { gateway_gatewaySubscriptionId: { gateway, gatewaySubscriptionId } },
        }),
      ),

    async lock(id) {
      const [row] = await client.$queryRaw<unknown[]>`SELECT * FROM subscriptions WHERE id = ${id} FOR UPDATE`;
      return read(row);
    },

    async lockLive(userId) {
      const [row] = await client.$queryRaw<unknown[]>`
        SELECT * FROM subscriptions WHERE "userId" = ${userId} AND status <> 'ended' FOR UPDATE`;
      return read(row);
    },

    async lockByGateway(gateway, gatewaySubscriptionId) {
      const [row] = await client.$queryRaw<unknown[]>`
        SELECT * FROM subscriptions
        WHERE gateway = ${gateway} AND "gatewaySubscriptionId" = ${gatewaySubscriptionId} FOR UPDATE`;
      return read(row);
    },

    async holdPerson(userId) {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`plan:${userId}`}, 0))`;
    },

    create: async (data) => (await client.subscription.create({ data })) as SubscriptionRow,

    update: async (id, patch) =>
      (await client.subscription.update({
        where: { id },
        data: { ...patch, version: { increment: 1 } },
      })) as SubscriptionRow,

    async postpone(id, until) {
      await client.subscription.updateMany({ where: { id }, data: { nextAttemptAt: until } });
    },

    claimDue: async ({ at, newsBefore, leaseUntil, limit }) => client.$queryRaw<SubscriptionRow[]>`
      UPDATE subscriptions SET "nextAttemptAt" = ${leaseUntil} WHERE id IN (
        SELECT id FROM subscriptions
        WHERE status <> 'ended' AND ("nextAttemptAt" IS NULL OR "nextAttemptAt" <= ${at}) AND (
          (status = 'active' AND "periodEnd" <= ${at} AND ("gatewaySubscriptionId" IS NULL OR "periodEnd" <= ${newsBefore}))
          OR (status = 'past_due' AND ("graceEndsAt" <= ${at} OR "nextAttemptAt" <= ${at}))
          OR (status = 'suspended' AND "suspensionEndsAt" <= ${at})
        )
        ORDER BY "periodEnd" LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      ) RETURNING *`,

    claimEndings: async ({ at, leaseUntil, limit }) => client.$queryRaw<SubscriptionRow[]>`
      UPDATE subscriptions SET "nextAttemptAt" = ${leaseUntil} WHERE id IN (
        SELECT id FROM subscriptions
        WHERE status = 'ended' AND "gatewaySubscriptionId" IS NOT NULL AND "nextAttemptAt" <= ${at}
        ORDER BY "nextAttemptAt" LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      ) RETURNING *`,

    listEndings: async (userId) =>
      (await client.subscription.findMany({
        where: { userId, status: "ended", gatewaySubscriptionId: { not: null }, nextAttemptAt: { not: null } },
      })) as SubscriptionRow[],

    async listUnannounced({ at, monthBefore, yearBefore, limit }) {
      const rows = await client.subscription.findMany({
        where: {
          ...{ status: "active", cancelAtPeriodEnd: false, remindedAt: null },
          OR: [
            { interval: "month", periodEnd: { gt: at, lte: monthBefore } },
            { interval: "year", periodEnd: { gt: at, lte: yearBefore } },
          ],
        },
        orderBy: { periodEnd: "asc" },
        select: { id: true },
        take: limit,
      });
      return rows.map(({ id }) => id);
    },

    async setReminded(id, at) {
      await client.subscription.updateMany({ where: { id }, data: { remindedAt: at } });
    },

    listUnpaidCharges: async ({ id: subscriptionId, userId }, purpose) =>
      (await client.payment.findMany({
        where: {
          ...{ userId, subscriptionId, purpose, status: { not: "paid" } },
          ...{ idempotencyKey: { not: null }, periodStart: { not: null } },
        },
        orderBy: { createdAt: "desc" },
        select: {
          ...{ idempotencyKey: true, status: true, plan: true, interval: true },
          ...{ amountCents: true, currency: true, periodStart: true, periodEnd: true },
        },
      })) as ChargeRecord[],
  };
}
