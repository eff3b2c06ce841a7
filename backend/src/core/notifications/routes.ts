import { defineRoutes } from "@lumiku/app-sdk/server";
import { notifications } from "@lumiku/contracts/notifications";
import type { NotificationsService } from "./service";

export const routes = defineRoutes(notifications, (service: NotificationsService) => ({
  list: ({ actor, query }) => service.list(actor.userId, query),
  read: ({ actor, body }) => service.read(actor.userId, body.ids),
}));
