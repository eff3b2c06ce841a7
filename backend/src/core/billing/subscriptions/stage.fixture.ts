import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import { createAccountsRepository } from "../../accounts/repository";
import { createAuditRepository } from "../../audit/repository";
import { createCreditsRepository } from "../../credits/repository";
import { createCreditsService } from "../../credits/service";
import { createMailRepository } from "../../mail/repository";
import { createMailService } from "../../mail/service";
import type { Notice } from "../../notifications/service";
import { createLogger } from "../../observability/logger";
import { createTestDatabase } from "../../testing/database";
import { createBilling } from "../billing";
import { createCatalogue } from "../catalogue";
import type { GatewayFact, PaymentGateway } from "../gateways/gateway";
import { type Card, createBank } from "./bank.fixture";

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** The lives of plans on a database of their own: real payments, a bank in memory, and a clock that stands still. */
export async function createStage(others: readonly PaymentGateway[] = []) {
  const { database, drop } = await createTestDatabase();
  const clock = { at: new Date("2027-01-31T12:00:00Z") };
  const now = () => clock.at;
  const logger = createLogger({ level: "silent", format: "json" });
  const bank = createBank();
  const catalogue = createCatalogue();
  const events: { userId: string; type: string; data: unknown }[] = [];
  const told: string[] = [];
  const notices: (Notice & { userId: string })[] = [];
  const mail = createMailService({
    ...{ database, logger, now, repository: createMailRepository(database) },
    transport: { outcome: "kept", deliver: async () => {}, close: async () => {} },
  });
  const accounts = {
    changed: async (userId: string) => void told.push(userId),
    me: async () => ({ account: { type: "payg" }, quota: null }) as never,
  };
  const bus = {
    publish: async (userId: string, type: string, data: unknown) => {
      events.push({ userId, type, data });
      return "";
    },
  };
  const { payments, subscriptions, plans } = createBilling({
    ...{ accounts, mail, events: bus, catalogue, database, logger, now },
    signingSecret: "signs what this stage has not",
    accountsRepository: createAccountsRepository(database),
    credits: createCreditsService({ repository: createCreditsRepository(database) }),
    audit: createAuditRepository(database),
    notifications: { tell: async (userId, notice) => void notices.push({ userId, ...notice }) },
    options: { gateways: [bank.gateway, ...others], hasSandbox: false, webUrl: "http://lumiku.test", seller: "Lumiku" },
  });

  const { client } = database;
  const pay = async (payment: Payment, card: Card = "works") =>
    payments.apply("sandbox", bank.pay(payment.id, clock.at, card));

  return {
    ...{ database, catalogue, clock, payments, subscriptions, job: plans, events, told, notices, pay },

    async drop() {
      await mail.idle();
      await drop();
    },

    async join() {
      const id = crypto.randomUUID();
      await client.user.create({ data: { id, name: "Ada", email: `${id}@example.com` } });
      return id;
    },

    /** Buys a plan at the bank's checkout. */
    async subscribe(userId: string, plan: PlanKey, interval: Interval = "month", card: Card = "works") {
      const payment = await payments.begin({
        ...{ userId, gateway: "sandbox", purpose: "subscription", plan: { plan, interval } },
        ...{ amountCents: catalogue.priceCents(plan, interval), currency: catalogue.currency, description: plan },
      });
      await pay(payment, card);
      return payment;
    },

    apply: (gateway: PaymentGateway["id"], fact: GatewayFact) => payments.apply(gateway, fact),
    setCard: (userId: string, card: Card) => bank.setCard(`customer-${userId}`, card),
    at: (time: string) => {
      clock.at = new Date(time);
    },
    passDays: (days: number) => {
      clock.at = new Date(clock.at.getTime() + days * 86_400_000);
    },

    rows: (userId: string) =>
      client.subscription.findMany({ where: { userId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    async row(userId: string) {
      const rows = await this.rows(userId);
      const row = rows.at(-1);
      if (!row) throw new Error(`${userId} never had a plan`);
      return row;
    },
    tier: async (userId: string) => (await client.user.findUniqueOrThrow({ where: { id: userId } })).tier,
    paymentsOf: (userId: string) => client.payment.findMany({ where: { userId }, orderBy: { createdAt: "asc" } }),
    /** What the bank took from this person, in order. Cents. */
    takenFrom: (userId: string) =>
      [...bank.taken.values()]
        .filter(({ customerId }) => customerId === `customer-${userId}`)
        .map(({ amountCents }) => amountCents),
    async mailsTo(userId: string) {
      await mail.idle();
      const where = { to: `${userId}@example.com`, kind: { startsWith: "plan-" } };
      return (await client.mail.findMany({ where, orderBy: { id: "asc" } })).map(({ kind }) => kind);
    },
    actsOn: async (userId: string) => {
      const entries = await client.auditEntry.findMany({
        where: { userId, action: { startsWith: "subscription." } },
        orderBy: { id: "asc" },
      });
      return entries.map(({ action }) => action.replace("subscription.", ""));
    },
    alertsOf: async (userId: string) =>
      (await client.billingAlert.findMany({ where: { userId } })).map(({ kind }) => kind),
  };
}
