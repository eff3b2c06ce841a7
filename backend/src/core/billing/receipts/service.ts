import { type Download, platformError } from "@lumiku/app-sdk";
import type { AccountsRepository } from "../../accounts/repository";
import type { Mail } from "../../mail/mail";
import type { Gateways } from "../gateways/gateways";
import type { PaymentRow, PaymentsRepository } from "../payments/repository";
import { formatMoney, formatReceiptNumber } from "../payments/snapshot";
import { drawReceipt } from "./pdf";

export interface Receipts {
  /** @throws AppError NOT_FOUND, also for someone else's, and CONFLICT before it is paid */
  download(userId: string, paymentId: string): Promise<Download>;
  /** In the transaction in progress, to whoever wants such mail. */
  mail(payment: PaymentRow): Promise<void>;
}

export interface ReceiptsDependencies {
  repository: Pick<PaymentsRepository, "findOwned" | "listRefunds">;
  gateways: Pick<Gateways, "find">;
  findSettings: AccountsRepository["findSettings"];
  mail: Mail;
  /** Name and address on every receipt, one line each. */
  seller: string;
  webUrl: string;
}

export function createReceipts(dependencies: ReceiptsDependencies): Receipts {
  const { repository, gateways, findSettings, mail, seller, webUrl } = dependencies;
  return {
    async download(userId, paymentId) {
      const payment = await repository.findOwned(userId, paymentId);
      if (!payment) throw platformError("NOT_FOUND", { message: "There is no such payment." });
      const { receiptNumber, paidAt, payerName, payerEmail, amountCents, currency, description } = payment;
      if (payment.status !== "paid" || receiptNumber === null || !paidAt) {
        throw platformError("CONFLICT", { message: "There is a receipt once it is paid." });
      }
      const gateway = gateways.find(payment.gateway);
      const number = formatReceiptNumber(receiptNumber);
      const refunds = await repository.listRefunds(paymentId);
      const body = await drawReceipt({
        ...{ number, paymentId, paidAt, seller, description, amountCents, currency },
        payer: { name: payerName, email: payerEmail },
        refunds: refunds.map(({ createdAt, amountCents }) => ({ at: createdAt, amountCents })),
        gateway: gateway?.name ?? payment.gateway,
        isTest: payment.gateway === "sandbox" || (gateway?.isTest ?? false),
      });
      return { body, fileName: `receipt-${number}.pdf` };
    },

    async mail({ userId, payerEmail, receiptNumber, amountCents, currency, description, gateway }) {
      if (!userId || !payerEmail || receiptNumber === null) return;
      if (!(await findSettings(userId)).mailsReceipts) return;
      const money = formatMoney(amountCents, currency);
      const isTest = gateways.find(gateway)?.isTest ?? false;
      await mail.send({
        ...{ to: payerEmail, kind: "receipt", subject: `Your receipt ${formatReceiptNumber(receiptNumber)}: ${money}` },
        paragraphs: [
          `Thank you. We have received ${money} for: ${description}.`,
          ...(isTest ? ["This was test money: nothing was charged."] : []),
        ],
        action: { label: "See your payments", url: `${webUrl}/billing/payments` },
      });
    },
  };
}
