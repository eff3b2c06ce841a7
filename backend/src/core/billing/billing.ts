import type { AccountsRepository } from "../accounts/repository";
import type { AccountsService } from "../accounts/service";
import type { AuditRepository } from "../audit/repository";
import { createCreditsRepository } from "../credits/repository";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { Mail } from "../mail/mail";
import type { Notifications } from "../notifications/service";
import type { PlatformLogger } from "../observability/logger";
import { type AlertsRepository, createAlertsRepository } from "./alerts/repository";
import type { Catalogue } from "./catalogue";
import type { GatewayFact, GatewayId, PaymentGateway } from "./gateways/gateway";
import { createGateways, type Gateways } from "./gateways/gateways";
import { createSandbox, type Sandbox } from "./gateways/sandbox";
import { createLedgerRepository } from "./ledger/repository";
import { createLedgerService, type LedgerService } from "./ledger/service";
import { createPaymentAnnouncer } from "./payments/announcer";
import { createBegin } from "./payments/begin";
import { createCharge } from "./payments/charge";
import { type Closing, createClosing } from "./payments/closing";
import { createPaymentDesk, type PaymentDesk } from "./payments/desk";
import { createApply } from "./payments/facts";
import { createGivenBack } from "./payments/given-back";
import type { Payments } from "./payments/payments";
import { createReceived } from "./payments/received";
import { createPaymentsRepository, type PaymentsRepository } from "./payments/repository";
import { createReceipts, type Receipts } from "./receipts/service";
import { createReconcile, type GatewayReport } from "./reconcile";
import type { PlanJob } from "./subscriptions/job";
import { createPlans } from "./subscriptions/plans";
import type { SubscriptionsService } from "./subscriptions/service";
import { createWebhooksRepository } from "./webhooks/repository";
import { createWebhooks, type Webhooks } from "./webhooks/service";

/** What is chosen when the platform starts. */
export interface BillingOptions {
  /** Real ones, in the order they are offered. */
  gateways: readonly PaymentGateway[];
  /** Test money is offered after them. */
  hasSandbox: boolean;
  /** Where people find the web app. */
  webUrl: string;
  /** Name and address on receipts, one line each. */
  seller: string;
}

export interface BillingDependencies {
  accounts: Pick<AccountsService, "changed" | "me">;
  accountsRepository: Pick<AccountsRepository, "find" | "findSettings">;
  credits: Pick<CreditsService, "balance">;
  audit: Pick<AuditRepository, "add">;
  mail: Mail;
  notifications: Pick<Notifications, "tell">;
  events: Pick<EventBus, "publish">;
  catalogue: Catalogue;
  database: Database;
  signingSecret: string;
  options: BillingOptions;
  logger: PlatformLogger;
  now: () => Date;
}

/** Everything about money. */
export interface Billing {
  options: BillingOptions;
  gateways: Gateways;
  /** Null where only real money is taken. */
  sandbox: Sandbox | null;
  payments: Payments;
  paymentsRepository: PaymentsRepository;
  desk: PaymentDesk;
  closing: Closing;
  subscriptions: SubscriptionsService;
  plans: PlanJob;
  ledger: LedgerService;
  receipts: Receipts;
  webhooks: Webhooks;
  alerts: AlertsRepository;
  reconcile(): Promise<GatewayReport[]>;
}

export function createBilling(dependencies: BillingDependencies): Billing {
  const { accounts, accountsRepository, credits, audit, mail, notifications, events, catalogue } = dependencies;
  const { database, signingSecret, options, logger, now } = dependencies;
  const { webUrl } = options;

  const sandbox = options.hasSandbox
    ? createSandbox({
        ...{ database, signingSecret, now },
        // As if it came over the network: verified and stored like any other, and told to be so before it goes on.
        deliver: async (body, headers) => (await webhooks.receive("sandbox", body, headers)).processed,
      })
    : null;
  const gateways = createGateways([...options.gateways, ...(sandbox ? [sandbox.gateway] : [])]);
  const alerts = createAlertsRepository(database);
  const plans = createPlans({
    ...{ accounts, accountsRepository, audit, mail, notifications, events, catalogue, gateways, alerts },
    ...{ database, logger, now },
    billingUrl: `${webUrl}/billing`,
  });

  const repository = createPaymentsRepository(database);
  const receipts = createReceipts({
    ...{ repository, gateways, mail, webUrl, seller: options.seller },
    findSettings: accountsRepository.findSettings,
  });
  const shared = {
    ...{ repository, alerts, audit, notifications, gateways, database, logger, now, planPayments: plans.payments },
    ledger: createCreditsRepository(database),
    announcer: createPaymentAnnouncer({ repository, credits, accounts, events, database, logger }),
  };
  const apply = createApply({
    received: createReceived({
      ...shared,
      mailReceipt: receipts.mail,
      hasLastingCustomers: (id) => gateways.find(id)?.plans !== undefined,
    }),
    givenBack: createGivenBack(shared),
    planPayments: plans.payments,
    onApplied: (gateway: GatewayId, fact: GatewayFact) => webhooks.wake(gateway, fact),
  });
  const webhooks = createWebhooks({
    ...{ gateways, alerts, apply, logger, now, repository: createWebhooksRepository(database) },
  });
  const closing = createClosing({ ...shared, apply });
  const payments: Payments = {
    apply,
    begin: createBegin({ ...shared, closing, webUrl }),
    charge: createCharge({ ...shared, apply }),
  };
  const { subscriptions, job } = plans.connect(payments);

  return {
    ...{ options, gateways, sandbox, payments, paymentsRepository: repository, closing, subscriptions, plans: job },
    ...{ receipts, webhooks, alerts },
    desk: createPaymentDesk({ ...shared, closing, apply }),
    ledger: createLedgerService({ repository: createLedgerRepository(database) }),
    reconcile: createReconcile({ ...shared, apply }),
  };
}
