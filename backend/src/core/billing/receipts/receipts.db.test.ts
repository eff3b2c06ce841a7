import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Buyer, type Counter, openCounter } from "../payments/counter.fixture";

let counter: Counter;
let ada: Buyer;
beforeAll(async () => {
  counter = await openCounter();
  ada = await counter.platform.join("Łukasz Привет 山田");
});
afterAll(() => counter.close());

const receiptOf = (paymentId: string) => ada.fetch(`/api/billing/payments/${paymentId}/receipt`);
const emailOf = async (buyer: Buyer) => (await buyer.accounts.me()).user.email;

test("a paid payment has a receipt, the same bytes every time, under a number of its own", async () => {
  const { payment } = await counter.buy(ada);
  const other = await counter.buy(ada);
  expect(payment.receiptNumber).toMatch(/^R-\d{4,}$/);
  expect(other.payment.receiptNumber).not.toBe(payment.receiptNumber);
  const answers = await Promise.all([receiptOf(payment.id), receiptOf(payment.id)]);
  expect(answers[0]?.headers.get("content-type")).toBe("application/pdf");
  expect(answers[0]?.headers.get("content-disposition")).toBe(
    `attachment; filename="receipt-${payment.receiptNumber}.pdf"`,
  );
  const [first, second] = await Promise.all(answers.map((answer) => answer.bytes()));
  expect(
    Buffer.from(first ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(first).toEqual(second ?? new Uint8Array());
});

test("there is no receipt before it is paid", async () => {
  const payment = await counter.begin(ada, "credits-100");
  const answer = await receiptOf(payment.id);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, "CONFLICT"]);
});

test("a receipt is mailed once, to whoever wants such mail", async () => {
  const bob = await counter.platform.join("Bob");
  const { payment } = await counter.buy(bob);
  await counter.platform.billing.reconcile();
  const kinds = async () =>
    (await counter.platform.mailsTo(await emailOf(bob))).filter(({ kind }) => kind === "receipt");
  expect(await kinds()).toHaveLength(1);
  expect((await kinds())[0]?.subject).toBe(`Your receipt ${payment.receiptNumber}: $45.00`);
  await counter.platform.accountsRepository.saveSettings(bob.userId, { mailsReceipts: false });
  await counter.buy(bob);
  expect(await kinds()).toHaveLength(1);
});
