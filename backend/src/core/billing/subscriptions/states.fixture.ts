import type { Stage } from "./stage.fixture";

/** Where a life can stand, and how one gets there. Every one begins on January 31st, on the monthly Pro plan. */
export const states = {
  async "no plan"(stage: Stage) {
    stage.at("2027-01-31T12:00:00Z");
    return stage.join();
  },
  async active(stage: Stage) {
    const ada = await states["no plan"](stage);
    await stage.subscribe(ada, "pro");
    return ada;
  },
  async cancelled(stage: Stage) {
    const ada = await states.active(stage);
    await stage.subscriptions.cancel(ada);
    return ada;
  },
  async downgrading(stage: Stage) {
    const ada = await states.active(stage);
    await stage.subscriptions.change(ada, { plan: "basic", interval: "month" });
    return ada;
  },
  async "past due"(stage: Stage) {
    const ada = await states.active(stage);
    stage.setCard(ada, "declined");
    stage.at("2027-02-28T12:00:00Z");
    await stage.job.runDue();
    return ada;
  },
  async suspended(stage: Stage) {
    const ada = await states["past due"](stage);
    for (const day of [1, 3, 5, 7]) {
      stage.at(`2027-03-0${day}T12:00:00Z`);
      await stage.job.runDue();
    }
    return ada;
  },
  async ended(stage: Stage) {
    const ada = await states.cancelled(stage);
    stage.at("2027-02-28T12:00:00Z");
    await stage.job.runDue();
    return ada;
  },
};
export type StateName = keyof typeof states;
