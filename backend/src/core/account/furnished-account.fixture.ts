import { furnishApps } from "../testing/furnishings";
import { createGate, type Gate } from "../testing/gate";
import type { TestPlatform } from "../testing/platform";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

export interface FurnishedAccount {
  person: TrialPerson;
  email: string;
  /** Of the work that runs and the work that waits. */
  running: string;
  pending: string;
  /** Lets the work that runs end by itself. */
  gate: Gate;
}

export const PASSWORD = "correct horse battery";

/** An account with everything that one can have, on a platform that runs one thing of a person at a time. */
export async function furnish(platform: TestPlatform): Promise<FurnishedAccount> {
  const { client } = platform.database;
  const person = await joinTrial(platform, 500);
  const { userId } = person;
  const { email } = (await person.accounts.me()).user;

  await furnishApps(person, platform);
  // Pictures of another app: the same bytes twice, and one in the bin.
  await person.follow(await person.draw("good", 1, { seed: 44 }));
  await person.draw("good", 1, { seed: 44 });
  const binned = await person.follow(await person.draw("good", 1, { seed: 45 }));
  await person.assets.remove({ params: { assetId: binned.outputs[0]?.asset?.id ?? "" } });
  const { items } = await person.assets.list();
  await person.shares.create({ params: { assetId: items[0]?.id ?? "" }, body: { title: "For Grandma" } });

  await client.apiKey.create({
    data: { id: crypto.randomUUID(), name: "Script", key: crypto.randomUUID(), referenceId: userId, start: "lk_abc" },
  });
  await client.twoFactor.create({ data: { id: crypto.randomUUID(), userId, secret: "secret", backupCodes: "codes" } });
  await client.verification.createMany({
    data: [userId, JSON.stringify({ userId })].map((value) => ({
      ...{ id: crypto.randomUUID(), identifier: `reset-password:${crypto.randomUUID()}` },
      ...{ value, expiresAt: new Date(Date.now() + 60_000) },
    })),
  });
  await client.notification.create({
    data: { id: crypto.randomUUID(), userId, kind: "storage.low", title: "Almost full", body: "Look", key: "storage" },
  });
  await client.userSettings.create({ data: { userId, theme: "dark", pinnedApps: ["avatar-creator"] } });
  await client.mail.create({
    data: {
      id: crypto.randomUUID(),
      to: email,
      subject: "Welcome",
      text: "Hello",
      html: "Hello",
      kind: "verification",
    },
  });
  await furnishBooks(client, { userId, email });

  const gate = createGate();
  const running = await person.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  const pending = await person.draw("held", 1, { seed: gate.seed });
  return { person, email, gate, running: running.id, pending: pending.id };
}

async function furnishBooks(
  client: TestPlatform["database"]["client"],
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  const [periodStart, periodEnd] = [new Date("2026-11-01T00:00:00Z"), new Date("2126-12-01T00:00:00Z")];
  const subscription = await client.subscription.create({
    data: {
      ...{ id: crypto.randomUUID(), userId, plan: "pro", interval: "month", tier: "pro", gateway: "sandbox" },
      ...{ dailyUnits: 50, monthlyUnits: 1_500, priceCents: 30_00, currency: "usd" },
      ...{ anchorAt: periodStart, periodStart, periodEnd, gatewayCustomerId: "customer-1" },
    },
  });
  await client.quotaWindow.create({ data: { userId, period: "day", startsAt: periodStart, used: 3 } });
  const paid = await client.payment.create({
    data: {
      ...{ id: crypto.randomUUID(), userId, purpose: "pack", status: "paid", gateway: "sandbox", credits: 100 },
      ...{ amountCents: 10_00, currency: "usd", description: "100 credits", pack: "credits-100" },
      ...{ payerName: "Ada", payerEmail: email, gatewayCustomerId: userId, idempotencyKey: userId },
      ...{ subscriptionId: subscription.id, paidAt: periodStart, gatewayPaymentId: crypto.randomUUID() },
    },
  });
  await client.payment.create({
    data: {
      ...{ id: crypto.randomUUID(), userId, purpose: "pack", gateway: "sandbox", credits: 500, amountCents: 45_00 },
      ...{ currency: "usd", description: "500 credits", checkoutUrl: `https://pay.example.com/${userId}` },
    },
  });
  await client.refund.create({
    data: {
      ...{ id: crypto.randomUUID(), paymentId: paid.id, gateway: "sandbox", amountCents: 5_00 },
      gatewayRefundId: crypto.randomUUID(),
    },
  });
  await client.billingAlert.create({
    data: {
      id: crypto.randomUUID(),
      key: crypto.randomUUID(),
      kind: "amount",
      message: "Look",
      userId,
      paymentId: paid.id,
    },
  });
}
