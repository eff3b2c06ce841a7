import type { AccountsRepository } from "../../accounts/repository";
import type { AccountsService } from "../../accounts/service";
import type { AuditRepository } from "../../audit/repository";
import type { Database } from "../../db/client";
import type { EventBus } from "../../events/event-bus";
import type { Mail } from "../../mail/mail";
import type { Notifications } from "../../notifications/service";
import type { PlatformLogger } from "../../observability/logger";
import type { AlertsRepository } from "../alerts/repository";
import type { Catalogue } from "../catalogue";
import type { GatewayId, PaymentGateway } from "../gateways/gateway";
import type { Payments } from "../payments/payments";
import { createLocked } from "./acts";
import { createPlanAnnouncer } from "./announcer";
import { createFollowing } from "./following";
import { createGatewayCollected } from "./gateway-collected";
import { createPlanJob, type PlanJob } from "./job";
import { createNotices } from "./notices";
import { createPlanPayments, type PlanPayments } from "./plan-payments";
import { createPlatformCollected } from "./platform-collected";
import { createRecorder } from "./recorder";
import { createSubscriptionsRepository } from "./repository";
import { createSubscriptionsService, type SubscriptionsService } from "./service";

/** The lives of plans: payments act on them, and they ask for payments. */
export interface Plans {
  payments: PlanPayments;
  /** The other half, once there is somebody to ask for payments. */
  connect(payments: Payments): { subscriptions: SubscriptionsService; job: PlanJob };
}

export interface PlansDependencies {
  accounts: Pick<AccountsService, "changed" | "me">;
  accountsRepository: Pick<AccountsRepository, "find" | "findSettings">;
  audit: Pick<AuditRepository, "add">;
  mail: Mail;
  notifications: Pick<Notifications, "tell">;
  events: Pick<EventBus, "publish">;
  catalogue: Catalogue;
  gateways: { find(id: GatewayId): Pick<PaymentGateway, "plans"> | null };
  alerts: Pick<AlertsRepository, "raise">;
  /** Where a person sees their plan. */
  billingUrl: string;
  database: Database;
  logger: Pick<PlatformLogger, "warn" | "error">;
  now: () => Date;
}

export function createPlans(dependencies: PlansDependencies): Plans {
  const { accounts, accountsRepository, audit, mail, notifications, events, catalogue, billingUrl } = dependencies;
  const { database, logger, now } = dependencies;
  const repository = createSubscriptionsRepository(database);
  const notices = createNotices({ accounts: accountsRepository, mail, notifications, catalogue, billingUrl });
  const announcer = createPlanAnnouncer({ accounts, events, logger });
  const recorder = createRecorder({ repository, audit, notices, announcer, database });
  const shared = { repository, recorder, catalogue, database, now };
  const following = createFollowing({ ...shared, gateways: dependencies.gateways });
  const locked = createLocked(repository, database);

  return {
    payments: createPlanPayments({ ...shared, following, alerts: dependencies.alerts }),
    connect: (payments) => ({
      subscriptions: createSubscriptionsService({
        ...shared,
        following,
        collected: {
          here: createPlatformCollected({ ...shared, locked, payments }),
          there: createGatewayCollected({ ...shared, locked, following }),
        },
      }),
      job: createPlanJob({ ...shared, following, payments, notices, logger }),
    }),
  };
}
