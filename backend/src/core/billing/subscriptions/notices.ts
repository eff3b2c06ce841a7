import type { AccountsRepository } from "../../accounts/repository";
import type { Mail } from "../../mail/mail";
import type { Catalogue } from "../catalogue";
import { upcomingChoice } from "./renewal";
import type { SubscriptionRow } from "./repository";
import type { Notice } from "./transitions";

export interface Notices {
  /** Writes to the person about their plan as it is now. What went wrong is always told, the rest to who wants it. */
  send(notice: Notice | "renewsSoon", row: SubscriptionRow): Promise<void>;
}

export interface NoticesDependencies {
  accounts: Pick<AccountsRepository, "find" | "findSettings">;
  mail: Mail;
  catalogue: Catalogue;
  /** Where a person sees their plan. */
  billingUrl: string;
}

interface Message {
  subject: string;
  paragraphs: string[];
  label: string;
}

const urgent: ReadonlySet<string> = new Set(["paymentFailed", "suspended"] satisfies Notice[]);

export function createNotices({ accounts, mail, catalogue, billingUrl }: NoticesDependencies): Notices {
  return {
    async send(notice, row) {
      const account = await accounts.find(row.userId);
      if (!account) return;
      if (!urgent.has(notice) && !(await accounts.findSettings(row.userId)).mailsPlanNotices) return;
      const { subject, paragraphs, label } = write(notice, row, catalogue);
      await mail.send({
        ...{ to: account.email, kind: `plan-${toKebab(notice)}`, subject },
        paragraphs: [`Hello ${account.name},`, ...paragraphs],
        action: { label, url: billingUrl },
      });
    },
  };
}

function write(notice: Notice | "renewsSoon", row: SubscriptionRow, catalogue: Catalogue): Message {
  const name = catalogue.getPlan(row.plan).name;
  const until = toDay(row.periodEnd);
  const price = `${toMoney(row.priceCents, row.currency)} a ${row.interval}`;
  switch (notice) {
    case "began":
      return {
        subject: `Your ${name} plan has begun`,
        paragraphs: [
          `The ${name} plan is yours: ${toNumber(row.dailyUnits)} units a day and ${toNumber(row.monthlyUnits)} a month.`,
          row.cancelAtPeriodEnd
            ? `It is yours until ${until}, and does not renew.`
            : `It renews on ${until} for ${price}, until you cancel it.`,
        ],
        label: "See your plan",
      };
    case "renewsSoon": {
      const next = upcomingChoice(row);
      const nextPrice = toMoney(catalogue.priceCents(next.plan, next.interval), catalogue.currency);
      return {
        subject: `Your plan renews on ${until}`,
        paragraphs: [
          `On ${until} a ${next.interval} of the ${catalogue.getPlan(next.plan).name} plan begins, for ${nextPrice}.`,
          "There is nothing to do if you want to keep it. You can change or cancel it until then.",
        ],
        label: "See your plan",
      };
    }
    case "downgraded":
      return {
        subject: `You are on the ${name} plan now`,
        paragraphs: [
          `As you chose, your plan is ${name} from now on, for ${price}. It renews on ${until}.`,
          `It gives ${toNumber(row.dailyUnits)} units a day and ${toNumber(row.monthlyUnits)} a month.`,
        ],
        label: "See your plan",
      };
    case "cancelled":
      return {
        subject: `Your ${name} plan is cancelled`,
        paragraphs: [
          `It stays yours until ${until}; after that nothing more is charged.`,
          "Until then you can change your mind. Credits you bought stay yours in any case.",
        ],
        label: "See your plan",
      };
    case "paymentFailed":
      return {
        subject: `We could not renew your ${name} plan`,
        paragraphs: [
          `Your payment for the ${name} plan was declined. Nothing was charged.`,
          `Everything goes on working until ${toDay(row.graceEndsAt ?? row.periodEnd)}. ` +
            "We try again before then; you can also pay right away, with another card if you like.",
        ],
        label: "Pay now",
      };
    case "suspended":
      return {
        subject: `Your ${name} plan is suspended`,
        paragraphs: [
          "Your renewal could not be collected, so the plan and its quota rest. Nothing was charged.",
          `Paying until ${toDay(row.suspensionEndsAt ?? row.periodEnd)} brings it back; after that it ends. ` +
            "Your library and your credits stay as they are.",
        ],
        label: "Bring it back",
      };
    case "ended":
      return {
        subject: `Your ${name} plan has ended`,
        paragraphs: [
          `The ${name} plan is over, and nothing more is charged for it.`,
          "Your library and your credits stay yours. You can take up a plan again at any time.",
        ],
        label: "See the plans",
      };
  }
}

function toMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function toNumber(units: number): string {
  return units.toLocaleString("en-US");
}

function toDay(date: Date): string {
  return date.toLocaleDateString("en-US", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
}

function toKebab(words: string): string {
  return words.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
