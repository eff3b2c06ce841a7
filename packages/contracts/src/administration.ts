import { definePlatformContract, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";
import { TierName } from "./accounts";
import { Payment } from "./payments";

export const AuditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actorKind: z.enum(["user", "admin", "gateway", "system"]),
  actorId: z.string().nullable(),
  action: z.string(),
  userId: z.string().nullable(),
  targetId: z.string().nullable(),
  address: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const Alert = z.object({
  id: z.string(),
  kind: z.string(),
  message: z.string(),
  gateway: z.string().nullable(),
  paymentId: z.string().nullable(),
  userId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
});
export type Alert = z.infer<typeof Alert>;

export const MailMessage = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  kind: z.string(),
  status: z.enum(["waiting", "sent", "kept", "failed"]),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
});
export type MailMessage = z.infer<typeof MailMessage>;

export const AdminUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  role: z.enum(["user", "admin"]),
  tier: TierName,
  available: z.int(),
  held: z.int(),
  createdAt: z.iso.datetime(),
});
export type AdminUser = z.infer<typeof AdminUser>;

export const BooksReport = z.object({
  checkedAt: z.iso.datetime(),
  wallets: z.int(),
  /** Wallets that differ from the sum of their ledger. */
  discrepancies: z.array(
    z.object({
      userId: z.string(),
      available: z.int(),
      held: z.int(),
      ledgerAvailable: z.int(),
      ledgerHeld: z.int(),
    }),
  ),
});
export type BooksReport = z.infer<typeof BooksReport>;

export const ReconciliationReport = z.object({
  gateway: z.string(),
  checked: z.int(),
  /** Payments the gateway had taken and we did not know of. */
  settled: z.int(),
  alerts: z.int(),
  error: z.string().nullable(),
});
export type ReconciliationReport = z.infer<typeof ReconciliationReport>;

/** Where an administrator looks after accounts and money. */
export const administration = definePlatformContract({
  id: "admin",
  routes: {
    listUsers: {
      method: "get",
      path: "/admin/users",
      summary: "Accounts, newest first",
      access: "admin",
      query: PageQuery.extend({ search: z.string().trim().max(200).optional() }),
      response: Page(AdminUser),
    },
    setRole: {
      method: "post",
      path: "/admin/users/:userId/role",
      summary: "Make someone an administrator, or no longer",
      access: "admin",
      body: z.object({ role: z.enum(["user", "admin"]) }),
      response: AdminUser,
    },
    adjustCredits: {
      method: "post",
      path: "/admin/users/:userId/credits",
      summary: "Give or take credits, with a reason the person reads",
      access: "admin",
      body: z.object({
        amount: z
          .int()
          .min(-1_000_000)
          .max(1_000_000)
          .refine((amount) => amount !== 0, "Not 0."),
        reason: z.string().trim().min(3).max(200),
      }),
      response: AdminUser,
    },
    listPayments: {
      method: "get",
      path: "/admin/payments",
      summary: "Payments of everyone, newest first",
      access: "admin",
      query: PageQuery.extend({ userId: z.string().optional(), status: Payment.shape.status.optional() }),
      response: Page(Payment.extend({ userId: z.string().nullable() })),
    },
    refund: {
      method: "post",
      path: "/admin/payments/:paymentId/refund",
      summary: "Give money back; the same share of the credits goes with it",
      access: "admin",
      body: z.object({ amountCents: z.int().min(1).optional(), reason: z.string().trim().min(3).max(200) }),
      response: Payment,
    },
    listAlerts: {
      method: "get",
      path: "/admin/alerts",
      summary: "What somebody has to look at",
      access: "admin",
      query: PageQuery.extend({ state: z.enum(["open", "resolved"]).default("open") }),
      response: Page(Alert),
    },
    resolveAlert: {
      method: "post",
      path: "/admin/alerts/:alertId/resolve",
      summary: "Looked at",
      access: "admin",
      response: Alert,
    },
    listAudit: {
      method: "get",
      path: "/admin/audit",
      summary: "Acts on money, roles and access, newest first",
      access: "admin",
      query: PageQuery.extend({ userId: z.string().optional(), action: z.string().optional() }),
      response: Page(AuditEntry),
    },
    listMail: {
      method: "get",
      path: "/admin/mail",
      summary: "Mail the platform has written, newest first",
      access: "admin",
      query: PageQuery,
      response: Page(MailMessage),
    },
    checkBooks: {
      method: "get",
      path: "/admin/books",
      summary: "Recompute every balance from the ledger",
      access: "admin",
      response: BooksReport,
    },
    reconcile: {
      method: "post",
      path: "/admin/reconcile",
      summary: "Compare the last days' payments with the gateways'",
      access: "admin",
      response: z.object({ items: z.array(ReconciliationReport) }),
    },
  },
});
