import type { StripeBilling } from "./stripe-billing.fixture";
import type { StripeInvoicing } from "./stripe-invoices.fixture";
import type { StripeMoney } from "./stripe-payments.fixture";
import type { StripeSchedules } from "./stripe-schedules.fixture";
import type { StripeSessions } from "./stripe-sessions.fixture";
import type { StripeStore } from "./stripe-store.fixture";
import { type Form, formOf, missing, Refusal, textOf } from "./stripe-wire.fixture";

export interface RouteDependencies {
  store: StripeStore;
  money: StripeMoney;
  invoicing: StripeInvoicing;
  billing: StripeBilling;
  schedules: StripeSchedules;
  sessions: StripeSessions;
  url(): string;
}

/** Answers one call of the API. @throws Refusal */
export type Route = (method: string, path: string, form: Form) => object;

export function createStripeRoutes({
  store,
  money,
  invoicing,
  billing,
  schedules,
  sessions,
  url,
}: RouteDependencies): Route {
  type Handler = (form: Form, id: string) => object;

  const routes: Record<string, Handler> = {
    "GET products/:id": (_, id) => store.get("product", id),
    "POST products": (form) => {
      const id = textOf(form.id) ?? undefined;
      if (id && store.find("product", id)) {
        throw new Refusal(400, {
          ...{ type: "invalid_request_error", code: "resource_already_exists", message: "Product already exists." },
        });
      }
      return store.add("product", { name: textOf(form.name) ?? "", active: true }, id);
    },
    "GET checkout/sessions": (form) => store.page("checkout.session", form),
    "GET checkout/sessions/:id": (_, id) => store.get("checkout.session", id),
    "POST checkout/sessions": (form) => sessions.create(form),
    "POST checkout/sessions/:id/expire": (_, id) => sessions.expire(id),
    "GET payment_intents": (form) => store.page("payment_intent", form),
    "GET refunds/:id": (_, id) => store.get("refund", id),
    "POST refunds": (form) => money.refund(form),
    "GET disputes/:id": (_, id) => store.get("dispute", id),
    "GET invoices": (form) =>
      store.page(
        "invoice",
        form,
        ({ parent, status }) =>
          parent.subscription_details.subscription === form.subscription && (!form.status || form.status === status),
      ),
    "GET invoices/:id": (_, id) => store.get("invoice", id),
    "POST invoices/create_preview": (form) => billing.preview(form),
    "POST invoices/:id/void": (_, id) => {
      const invoice = store.get("invoice", id);
      invoicing.void(invoice);
      return invoice;
    },
    "GET invoice_payments": (form) => {
      const intent = textOf(formOf(form.payment).payment_intent);
      return store.page("invoice_payment", form, ({ payment }) => payment.payment_intent === intent);
    },
    "GET subscriptions/:id": (_, id) => store.get("subscription", id),
    "POST subscriptions/:id": (form, id) => billing.update(id, form),
    "DELETE subscriptions/:id": (_, id) => billing.cancel(id),
    "GET subscription_schedules/:id": (_, id) => store.get("subscription_schedule", id),
    "POST subscription_schedules": (form) => schedules.create(form),
    "POST subscription_schedules/:id": (form, id) => schedules.update(id, form),
    "POST subscription_schedules/:id/release": (_, id) => schedules.release(id),
    "POST billing_portal/sessions": (form) => {
      const { id } = store.get("customer", textOf(form.customer), "customer");
      return { id: `bps_${crypto.randomUUID()}`, object: "billing_portal.session", url: `${url()}/portal/${id}` };
    },
  };

  const patterns = Object.entries(routes).map(([key, handler]) => {
    const pattern = new RegExp(`^${key.replace(" ", " /v1/").replace(":id", "([^/]+)")}$`);
    return { pattern, handler };
  });
  return (method, path, form) => {
    const call = `${method} ${path}`;
    for (const { pattern, handler } of patterns) {
      const match = pattern.exec(call);
      if (match) return handler(form, match[1] ?? "");
    }
    throw missing("route", call, "url");
  };
}
