import type { Tier } from "@lumiku/app-sdk";
import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";

export type PaymentRow = Prisma.PaymentGetPayload<object>;
export type RefundRow = Prisma.RefundGetPayload<object>;
export type NewPayment = Prisma.PaymentCreateManyInput;

export interface PaymentFilter {
  userId?: string | undefined;
  status?: PaymentRow["status"] | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface Payer {
  id: string;
  name: string;
  email: string;
  tier: Tier;
}

export interface PaymentsRepository {
  /** @returns false when this idempotency key, or this payment of the gateway, is written down already */
  add(payment: NewPayment): Promise<boolean>;
  find(id: string): Promise<PaymentRow | null>;
  findOwned(userId: string, id: string): Promise<PaymentRow | null>;
  findByKey(userId: string, idempotencyKey: string): Promise<PaymentRow | null>;
  findByGatewayPayment(gateway: string, gatewayPaymentId: string): Promise<PaymentRow | null>;
  /** Holds the row as it is until the transaction in progress ends. */
  lock(id: string): Promise<PaymentRow | null>;
  /** Lets nobody else begin a payment for this person until the transaction in progress ends. */
  lockPayer(userId: string): Promise<Payer | null>;
  findPayer(userId: string): Promise<Payer | null>;
  /** Who this person is at the gateway, from their latest payment there. */
  findCustomer(userId: string, gateway: string): Promise<string | null>;
  /** Whether somebody else has paid as this customer. */
  isCustomerOfAnother(gateway: string, customerId: string, userId: string): Promise<boolean>;
  /** Pending, newest first. */
  listPending(userId: string): Promise<PaymentRow[]>;
  /** Pending since before then, oldest first. */
  listPendingBefore(createdBefore: Date, limit: number): Promise<PaymentRow[]>;
  /** Newest first, with one row more than asked for where another page follows. */
  list(filter: PaymentFilter): Promise<PaymentRow[]>;
  /** Paid at a gateway, and begun since then. */
  listPaidSince(gateway: string, since: Date): Promise<PaymentRow[]>;
  update(id: string, changes: Prisma.PaymentUncheckedUpdateInput): Promise<PaymentRow>;
  /** Ends it unless it is not pending any more. @returns null when it is not */
  endPending(
    id: string,
    changes: { status: "failed" | "cancelled"; failureMessage?: string },
  ): Promise<PaymentRow | null>;
  /** The database adds it to the payment's own sum. @returns false when it is written down already */
  addRefund(refund: Prisma.RefundCreateManyInput): Promise<boolean>;
  updateRefund(id: string, credits: { creditsTaken: number; creditsMissing: number }): Promise<void>;
  /** Oldest first. */
  listRefunds(paymentId: string): Promise<RefundRow[]>;
  /** What a ledger entry did to the available credits; 0 when there is none. */
  findPosted(idempotencyKey: string): Promise<number>;
}

export function createPaymentsRepository({ client }: Database): PaymentsRepository {
  return {
    async add(payment) {
      const { count } = await client.payment.createMany({ data: payment, skipDuplicates: true });
      return count === 1;
    },

    find: (id) => client.payment.findUnique({ where: { id } }),

    findOwned: (userId, id) => client.payment.findFirst({ where: { id, userId } }),

    findByKey: (userId, idempotencyKey) =>
      client.payment.findUnique({ where: { userId_idempotencyKey: { userId, idempotencyKey } } }),

    findByGatewayPayment: (gateway, gatewayPaymentId) =>
      client.payment.findUnique({ where: { gateway_gatewayPaymentId: { gateway, gatewayPaymentId } } }),

    async lock(id) {
      const [row] = await client.$queryRaw<PaymentRow[]>`SELECT * FROM payments WHERE id = ${id} FOR UPDATE`;
      return row ?? null;
    },

    async lockPayer(userId) {
      const [row] = await client.$queryRaw<Payer[]>`
        SELECT id, name, email, tier::text AS tier FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
      return row ?? null;
    },

    findPayer: (id) =>
      client.user.findUnique({ where: { id }, select: { id: true, name: true, email: true, tier: true } }),

    async findCustomer(userId, gateway) {
      const latest = await client.payment.findFirst({
        where: { userId, gateway, status: "paid", gatewayCustomerId: { not: null } },
        orderBy: [{ paidAt: "desc" }, { id: "desc" }],
        select: { gatewayCustomerId: true },
      });
      return latest?.gatewayCustomerId ?? null;
    },

    async isCustomerOfAnother(gateway, gatewayCustomerId, userId) {
      const where = { gateway, gatewayCustomerId, status: "paid", userId: { not: userId } } as const;
      return (await client.payment.findFirst({ where, select: { id: true } })) !== null;
    },

    listPending: (userId) =>
      client.payment.findMany({
        where: { userId, status: "pending" },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      }),

    listPendingBefore: (createdBefore, take) =>
      client.payment.findMany({
        where: { status: "pending", createdAt: { lt: createdBefore } },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take,
      }),

    list: ({ userId, status, after, limit }) =>
      client.payment.findMany({
        where: {
          ...(userId !== undefined && { userId }),
          ...(status !== undefined && { status }),
          ...(after && {
            OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }],
          }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    listPaidSince: (gateway, since) =>
      client.payment.findMany({ where: { gateway, status: "paid", createdAt: { gte: since } } }),

    update: (id, data) => client.payment.update({ where: { id }, data }),

    async endPending(id, changes) {
      const rows = await client.payment.updateManyAndReturn({ where: { id, status: "pending" }, data: changes });
      return rows[0] ?? null;
    },

    async addRefund(refund) {
      const { count } = await client.refund.createMany({ data: refund, skipDuplicates: true });
      return count === 1;
    },

    async updateRefund(id, credits) {
      await client.refund.update({ where: { id }, data: credits });
    },

    listRefunds: (paymentId) =>
      client.refund.findMany({ where: { paymentId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),

    async findPosted(idempotencyKey) {
      const entry = await client.ledgerEntry.findUnique({
        where: { idempotencyKey },
        select: { availableDelta: true },
      });
      return entry?.availableDelta ?? 0;
    },
  };
}
