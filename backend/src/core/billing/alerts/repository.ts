import type { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";

export type AlertKind =
  /** Another amount or currency arrived than was asked for. */
  | "amount-mismatch"
  /** It names a customer, or a payment there, that belongs to somebody else here. */
  | "customer-mismatch"
  /** A second amount arrived for a payment that is paid. */
  | "paid-twice"
  /** Money arrived for nothing that was asked for. */
  | "unknown-payment"
  /** Money arrived for an account that has been removed. */
  | "account-gone"
  /** More was given back than was paid. */
  | "refund-exceeds-payment"
  /** What was to be taken back had been spent already. */
  | "credits-spent"
  | "dispute-opened"
  | "webhook-failed"
  /** What the gateway has of a payment differs from what stands here. */
  | "books-differ";

/** Something about money that a person has to look at. */
export interface NewAlert {
  /** The same finding has the same key and is raised once. */
  key: string;
  kind: AlertKind;
  message: string;
  gateway?: string | undefined;
  paymentId?: string | undefined;
  userId?: string | undefined;
  details?: Record<string, unknown> | undefined;
}

export interface AlertsRepository {
  /** Joins the transaction in progress. @returns false when it was raised before */
  raise(alert: NewAlert, at: Date): Promise<boolean>;
  isAnyRaised(keys: readonly string[]): Promise<boolean>;
}

export function createAlertsRepository({ client }: Database): AlertsRepository {
  return {
    async raise({ key, kind, message, gateway, paymentId, userId, details = {} }, createdAt) {
      const { count } = await client.billingAlert.createMany({
        data: {
          ...{ id: Bun.randomUUIDv7(), key, kind, message, createdAt, details: details as Prisma.InputJsonObject },
          ...{ gateway: gateway ?? null, paymentId: paymentId ?? null, userId: userId ?? null },
        },
        skipDuplicates: true,
      });
      return count === 1;
    },

    isAnyRaised: async (keys) => (await client.billingAlert.findFirst({ where: { key: { in: [...keys] } } })) !== null,
  };
}
