import type { AccountsRepository } from "../../accounts/repository";
import type { Mail } from "../../mail/mail";
import type { Notifications } from "../../notifications/service";
import type { Catalogue } from "../catalogue";
import { upcomingChoice } from "./renewal";
import type { SubscriptionRow } from "./repository";
import type { Notice } from "./transitions";

export interface Notices {
  /**
   * Tells the person about their plan as it is now, here and by mail. Mail of what went wrong is always sent, other mail to
   * who wants it.
   */
  send(notice: Notice | "renewsSoon", row: SubscriptionRow): Promise<void>;
}

export interface NoticesDependencies {
  accounts: Pick<AccountsRepository, "find" | "findSettings">;
  mail: Mail;
  notifications: Pick<Notifications, "tell">;
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

/** The person has just paid for it, and is sent the receipt. */
const unmailed: ReadonlySet<string> = new Set(["upgraded", "recovered"] satisfies Notice[]);

export function createNotices(dependencies: NoticesDependencies): Notices {
  const { accounts, mail, notifications, catalogue, billingUrl } = dependencies;
  return {
    async send(notice, row) {
      const account = await accounts.find(row.userId);
      if (!account) return;
      const { subject, paragraphs, label } = write(notice, row, catalogue);
      if (notice !== "renewsSoon") {
        await notifications.tell(row.userId, {
          ...{ kind: "plan.changed", key: `plan:${row.id}:${row.version}`, link: "/billing" },
          ...{ title: subject, body: paragraphs.join(" ") },
        });
      }
      if (unmailed.has(notice)) return;
      if (!urgent.has(notice) && !(await accounts.findSettings(row.userId)).mailsPlanNotices) return;
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
    case "upgraded":
    case "downgraded":
      return {
        subject: `You are on the ${name} plan now`,
        paragraphs: [
          `As you chose, your plan is ${name} from now on, for ${price}. It renews on ${until}.`,
          `It gives ${toNumber(row.dailyUnits)} units a day and ${toNumber(row.monthlyUnits)} a month.`,
        ],
        label: "See your plan",
      };
    case "recovered":
      return {
        subject: `Your ${name} plan is back`,
        paragraphs: [`Thank you: it is paid. It renews on ${until} for ${price}.`],
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
