import { defineRoutes, type RouteInput } from "@lumiku/app-sdk/server";
import { administration } from "@lumiku/contracts/administration";
import type { Billing } from "../billing/billing";
import type { AdministrationService, Administrator } from "./service";

interface AdministrationRoutesDependencies {
  administration: AdministrationService;
  billing: { desk: Pick<Billing["desk"], "listAll" | "refund">; reconcile: Billing["reconcile"] };
}

export const routes = defineRoutes(
  administration,
  ({ administration: service, billing }: AdministrationRoutesDependencies) => ({
    listUsers: ({ query }) => service.listUsers(query),
    setRole: (input) => service.setRole(by(input), input.params.userId, input.body.role),
    adjustCredits: ({ actor, params, body, idempotencyKey, address }) =>
      service.adjustCredits({ ...params, ...body, adminId: actor.userId, idempotencyKey, address }),
    listPayments: ({ query }) => billing.desk.listAll(query),
    refund: ({ actor, params, body, address, idempotencyKey }) =>
      billing.desk.refund(actor, params.paymentId, body.amountCents, body.reason, address, idempotencyKey),
    listAlerts: ({ query }) => service.listAlerts(query),
    resolveAlert: (input) => service.resolveAlert(by(input), input.params.alertId),
    listAudit: ({ query }) => service.listAudit(query),
    listMail: ({ query }) => service.listMail(query),
    checkBooks: () => service.checkBooks(),
    reconcile: async () => ({ items: await billing.reconcile() }),
  }),
);

const by = ({ actor, address }: Pick<RouteInput, "actor" | "address">): Administrator => ({
  userId: actor.userId,
  address,
});
