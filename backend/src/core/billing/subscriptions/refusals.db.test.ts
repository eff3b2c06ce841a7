import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { PlanChoice } from "@lumiku/contracts/billing";
import { createStage, type Stage } from "./stage.fixture";
import { type StateName, states } from "./states.fixture";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

const basic: PlanChoice = { plan: "basic", interval: "month" };
const pro: PlanChoice = { plan: "pro", interval: "month" };
const proYear: PlanChoice = { plan: "pro", interval: "year" };
const enterprise: PlanChoice = { plan: "enterprise", interval: "month" };
const change = (choice: PlanChoice) => (ada: string) => stage.subscriptions.change(ada, choice);

const refusals: [StateName, string, (ada: string) => Promise<unknown>, string][] = [
  ...(["no plan", "ended"] as const).flatMap((from): typeof refusals => [
    [from, "a change", change(basic), "NO_SUBSCRIPTION"],
    [from, "a look at a change", (ada) => stage.subscriptions.previewChange(ada, basic), "NO_SUBSCRIPTION"],
    [from, "cancelling", (ada) => stage.subscriptions.cancel(ada), "NO_SUBSCRIPTION"],
    [from, "resuming", (ada) => stage.subscriptions.resume(ada), "NO_SUBSCRIPTION"],
    [from, "paying what is due", (ada) => stage.subscriptions.recover(ada), "NO_SUBSCRIPTION"],
  ]),
  ...(["past due", "suspended"] as const).flatMap((from): typeof refusals => [
    [from, "an upgrade", change(enterprise), "CONFLICT"],
    [from, "a downgrade", change(basic), "CONFLICT"],
    [from, "a look at a change", (ada) => stage.subscriptions.previewChange(ada, basic), "CONFLICT"],
    [from, "resuming", (ada) => stage.subscriptions.resume(ada), "CONFLICT"],
  ]),
  ["active", "paying what is due", (ada) => stage.subscriptions.recover(ada), "CONFLICT"],
  [
    "active",
    "an upgrade while the renewal is due",
    (ada) => {
      stage.at("2027-02-28T12:00:00Z");
      return stage.subscriptions.change(ada, enterprise);
    },
    "CONFLICT",
  ],
  [
    "active",
    "an upgrade with a card that is declined",
    (ada) => {
      stage.setCard(ada, "declined");
      return stage.subscriptions.change(ada, enterprise);
    },
    "PAYMENT_DECLINED",
  ],
  [
    "cancelled",
    "an upgrade while the bank is away",
    (ada) => {
      stage.setCard(ada, "away");
      return stage.subscriptions.change(ada, proYear);
    },
    "PAYMENT_UNAVAILABLE",
  ],
];

describe("what is refused changes nothing", () => {
  for (const [from, what, act, code] of refusals) {
    test(`${from}: ${what} is ${code}`, async () => {
      const ada = await states[from](stage);
      const before = await stage.rows(ada);
      const taken = stage.takenFrom(ada);
      expect(
        await act(ada).then(
          () => "accepted",
          (error) => error.code,
        ),
      ).toBe(code);
      expect(await stage.rows(ada)).toEqual(before);
      expect(stage.takenFrom(ada)).toEqual(taken);
    });
  }
});

const repetitions: [StateName, string, (ada: string) => Promise<unknown>][] = [
  ["cancelled", "cancelling", (ada) => stage.subscriptions.cancel(ada)],
  ["downgrading", "the downgrade", change(basic)],
  ["active", "the present plan", change(pro)],
  ["active", "resuming", (ada) => stage.subscriptions.resume(ada)],
  ["no plan", "the end of a removed account's plan", (ada) => stage.subscriptions.endForDeletion(ada)],
];

describe("what is so already stays so, without a word", () => {
  for (const [from, what, act] of repetitions) {
    test(`${from}: ${what}`, async () => {
      const ada = await states[from](stage);
      const before = await stage.rows(ada);
      const mails = await stage.mailsTo(ada);
      await act(ada);
      expect(await stage.rows(ada)).toEqual(before);
      expect(await stage.mailsTo(ada)).toEqual(mails);
    });
  }
});
