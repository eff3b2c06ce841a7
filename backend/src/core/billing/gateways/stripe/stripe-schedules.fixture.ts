import type { StripeBilling } from "./stripe-billing.fixture";
import type { Phase, Price, Schedule, Subscription } from "./stripe-objects.fixture";
import type { StripeStore } from "./stripe-store.fixture";
import { type Form, formOf, formsOf, invalid, textOf } from "./stripe-wire.fixture";

export interface StripeSchedules {
  create(form: Form): Schedule;
  update(scheduleId: string, form: Form): Schedule;
  release(scheduleId: string): Schedule;
  /** The price that takes over at this moment, and the phase with it. */
  enter(subscription: Subscription, moment: number): Price | undefined;
}

const DAY_SECONDS = 86_400;

export function createStripeSchedules(store: StripeStore, billing: StripeBilling): StripeSchedules {
  const active = (id: string) => {
    const schedule = store.get("subscription_schedule", id);
    if (schedule.status !== "active") {
      throw invalid(`You cannot change a subscription schedule that is in the \`${schedule.status}\` status.`);
    }
    return schedule;
  };

  const leave = (schedule: Schedule, status: "released" | "completed") => {
    const subscription = store.get("subscription", schedule.subscription);
    subscription.schedule = null;
    Object.assign(schedule, {
      status,
      released_subscription: subscription.id,
      subscription: null,
      current_phase: null,
    });
    return schedule;
  };

  const phaseOf = (form: Form, previous: Phase | undefined): Phase => {
    const [item = {}] = formsOf(form.items);
    const price = billing.priceOf(item);
    const start_date = Number(textOf(form.start_date) ?? previous?.end_date);
    const { interval } = formOf(form.duration);
    const days = interval === "year" ? 365 : 28;
    const end_date = Number(textOf(form.end_date) ?? start_date + days * DAY_SECONDS);
    if (!Number.isFinite(start_date)) throw invalid("The first phase must have a start date.", { param: "phases" });
    const proration_behavior = textOf(form.proration_behavior) ?? "create_prorations";
    return { start_date, end_date, items: [{ price: price.id, quantity: 1 }], proration_behavior };
  };

  return {
    create(form) {
      const subscription = store.get("subscription", textOf(form.from_subscription), "from_subscription");
      if (subscription.schedule) throw invalid("The subscription is already attached to a schedule.");
      const item = subscription.items.data[0];
      if (!item) throw invalid("The subscription has no item.");
      const current = { start_date: item.current_period_start, end_date: item.current_period_end };
      const schedule = store.add("subscription_schedule", {
        ...{ subscription: subscription.id, released_subscription: null, status: "active" },
        ...{ end_behavior: subscription.cancel_at_period_end ? "cancel" : "release", current_phase: current },
        phases: [{ ...current, items: [{ price: item.price.id, quantity: 1 }], proration_behavior: "none" }],
      });
      subscription.schedule = schedule.id;
      return schedule;
    },

    update(scheduleId, form) {
      const schedule = active(scheduleId);
      const [first] = formsOf(form.phases);
      if (first && Number(first.start_date) !== schedule.current_phase?.start_date) {
        throw invalid("You can not modify the start date of the current phase.", { param: "phases[0][start_date]" });
      }
      const phases: Phase[] = [];
      for (const phase of formsOf(form.phases)) phases.push(phaseOf(phase, phases.at(-1)));
      if (phases.length > 0) schedule.phases = phases;
      const current = schedule.phases[0];
      if (current) schedule.current_phase = { start_date: current.start_date, end_date: current.end_date };
      schedule.end_behavior = form.end_behavior === "cancel" ? "cancel" : "release";
      return schedule;
    },

    release: (scheduleId) => leave(active(scheduleId), "released"),

    enter(subscription, moment) {
      const schedule = store.find("subscription_schedule", subscription.schedule);
      const phase = schedule?.phases.find(({ start_date }) => start_date === moment);
      if (!schedule) return undefined;
      if (!phase) {
        leave(schedule, "completed");
        return undefined;
      }
      schedule.current_phase = { start_date: phase.start_date, end_date: phase.end_date };
      return store.get("price", phase.items[0]?.price);
    },
  };
}
