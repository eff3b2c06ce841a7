import type { RateClass } from "@lumiku/app-sdk";

/**
 * Whose requests are counted together: those from one network address, of one account, of one API key, or those that
 * make us write to one mailbox.
 */
export type Counted = "address" | "account" | "key" | "mailbox";

export interface Budget {
  /** As the answers' headers name it. */
  readonly name: string;
  readonly counted: Counted;
  readonly requests: number;
  /** From the first request on; then it begins anew. */
  readonly windowSeconds: number;
}

/** Requests that are counted together: those a route's contract names, and those known by their path alone. */
export type RequestClass =
  | RateClass
  | "request"
  | "file"
  | "webhook"
  | "sign-in"
  | "sign-up"
  | "account-mail"
  | "mailbox"
  | "two-factor"
  | "password-strength";

export type Budgets = Readonly<Record<RequestClass, readonly Budget[]>>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** All limits there are. What belongs to a class counts against "request" too; webhooks and files have their own instead. */
export const budgets: Budgets = {
  request: [
    { name: "address", counted: "address", requests: 1_200, windowSeconds: MINUTE },
    { name: "account", counted: "account", requests: 600, windowSeconds: MINUTE },
    { name: "key", counted: "key", requests: 300, windowSeconds: MINUTE },
  ],
  // A library of pictures is many small requests at once.
  file: [{ name: "file", counted: "address", requests: 6_000, windowSeconds: MINUTE }],
  webhook: [{ name: "webhook", counted: "address", requests: 600, windowSeconds: MINUTE }],
  generate: [{ name: "generate", counted: "account", requests: 120, windowSeconds: MINUTE }],
  upload: [{ name: "upload", counted: "account", requests: 60, windowSeconds: MINUTE }],
  // Pictures that are packed, drawn again or cut out for it.
  download: [
    { name: "download", counted: "account", requests: 60, windowSeconds: MINUTE },
    { name: "download-address", counted: "address", requests: 120, windowSeconds: MINUTE },
  ],
  // What is worked out while a person moves a slider, free.
  preview: [
    { name: "preview", counted: "account", requests: 240, windowSeconds: MINUTE },
    { name: "preview-address", counted: "address", requests: 480, windowSeconds: MINUTE },
  ],
  payment: [
    { name: "payment", counted: "account", requests: 20, windowSeconds: MINUTE },
    { name: "payment-address", counted: "address", requests: 40, windowSeconds: MINUTE },
  ],
  export: [{ name: "export", counted: "account", requests: 4, windowSeconds: HOUR }],
  "sign-in": [{ name: "sign-in", counted: "address", requests: 20, windowSeconds: 5 * MINUTE }],
  "sign-up": [{ name: "sign-up", counted: "address", requests: 10, windowSeconds: HOUR }],
  "account-mail": [{ name: "mail", counted: "address", requests: 10, windowSeconds: HOUR }],
  mailbox: [{ name: "mailbox", counted: "mailbox", requests: 5, windowSeconds: HOUR }],
  "two-factor": [{ name: "two-factor", counted: "address", requests: 20, windowSeconds: 5 * MINUTE }],
  // Open to everybody, and the worst password takes a tenth of a second to rate.
  "password-strength": [{ name: "password-strength", counted: "address", requests: 120, windowSeconds: MINUTE }],
};
