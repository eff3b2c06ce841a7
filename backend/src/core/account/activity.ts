import type { Activity } from "@lumiku/contracts/account";
import type { AuditEntry } from "@lumiku/contracts/administration";

type Details = AuditEntry["details"];

const ways: Record<string, string> = { password: "password", "two-factor": "password and code", google: "Google" };
const wayOf = ({ how }: Details) => ways[String(how)] ?? String(how);
const planOf = (plan: unknown) => {
  const name = String(typeof plan === "object" && plan !== null && "plan" in plan ? plan.plan : plan);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** What an act is called by the person whose account it touched. One that is not here is told by its own name. */
const summaries: Record<string, string | ((details: Details) => string)> = {
  "account.created": (details) => `You signed up with ${wayOf(details)}`,
  "account.linked": (details) => `You can now sign in with ${wayOf(details)}`,
  "account.exported": "You downloaded everything we keep of you",
  "account.removed": "You asked for your account to be removed",
  "session.created": (details) => `Signed in with ${wayOf(details)} on ${details.device ?? "a device"}`,
  "session.refused": "Signing in was locked for a while, after too many wrong attempts",
  "session.revoked": ({ device }) => `${device ?? "A device"} was signed out`,
  "sessions.revoked": "All other devices were signed out",
  "password.changed": "Your password was changed",
  "password.reset": "A new password was chosen by a link in a mail",
  "email.changed": "Your e-mail was changed",
  "two-factor.enabled": "Two-factor sign-in was turned on",
  "two-factor.disabled": "Two-factor sign-in was turned off",
  "backup-codes.renewed": "New backup codes were made",
  "api-key.created": ({ name }) => `The API key "${name}" was made`,
  "api-key.revoked": "An API key was ended",
  "role.changed": ({ role }) =>
    role === "admin" ? "You were made an administrator" : "You are no longer an administrator",
  "credits.adjusted": ({ amount, reason }) =>
    `${Math.abs(Number(amount))} credits were ${Number(amount) < 0 ? "taken" : "given"}: ${reason}`,
  "credits.bought": ({ credits }) => `You bought ${credits} credits`,
  "plan.paid": ({ plan }) => `Your ${planOf(plan)} plan was paid`,
  "refund.ordered": "A refund was ordered",
  "payment.refunded": "A payment was given back",
  "dispute.opened": "Your bank asked for a payment back",
  "dispute.won": "A disputed payment stays paid",
  "dispute.lost": "Your bank took a payment back",
  "subscription.started": ({ plan }) => `Your ${planOf(plan)} plan began`,
  "subscription.renewed": ({ plan }) => `Your ${planOf(plan)} plan was renewed`,
  "subscription.recovered": ({ plan }) => `Your ${planOf(plan)} plan is back`,
  "subscription.upgraded": ({ to }) => `You changed to the ${planOf(to)} plan`,
  "subscription.downgradeScheduled": ({ to }) => `You chose the ${planOf(to)} plan, from the next period on`,
  "subscription.cancelled": "You cancelled your plan, for the end of its period",
  "subscription.resumed": "You kept your plan as it was",
  "subscription.pastDue": "The renewal of your plan could not be paid",
  "subscription.retryFailed": "The renewal of your plan could not be paid, again",
  "subscription.suspended": "Your plan was suspended, as its renewal was not paid",
  "subscription.ended": "Your plan ended",
};

/** Tells an act in plain words. Where the staff sits is not told. */
export function toActivity({ id, at, action, actorKind, address, details }: AuditEntry): Activity {
  const summary = summaries[action];
  return {
    ...{ id, at, action },
    summary: typeof summary === "function" ? summary(details) : (summary ?? sentenceOf(action)),
    by: actorKind,
    address: actorKind === "admin" ? null : address,
  };
}

/** "subscription.pastDue" reads "Subscription past due". */
function sentenceOf(action: string): string {
  const words = action
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[.-]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
