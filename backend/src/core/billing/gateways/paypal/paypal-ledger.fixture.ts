/** How the person's PayPal account pays: at once, later, not at all, or not with what it first tries. */
export type Wallet = "works" | "pending" | "refused" | "declines";

export interface Money {
  currency_code: string;
  value: string;
}

export interface Link {
  href: string;
  rel: string;
  method: string;
}

export interface Capture {
  id: string;
  status: "COMPLETED" | "PENDING" | "DECLINED" | "REFUNDED" | "PARTIALLY_REFUNDED";
  amount: Money;
  custom_id?: string;
  invoice_id?: string;
  final_capture: boolean;
  create_time: string;
  update_time: string;
  links: Link[];
}

export interface Refund {
  id: string;
  status: "COMPLETED" | "PENDING" | "FAILED";
  amount: Money;
  note_to_payer?: string;
  custom_id?: string;
  create_time: string;
  update_time: string;
  links: Link[];
}

export interface Unit {
  reference_id: string;
  amount: Money;
  description?: string;
  custom_id?: string;
  invoice_id?: string;
  payments?: { captures: Capture[] };
}

export interface Order {
  id: string;
  intent: "CAPTURE";
  status: "CREATED" | "APPROVED" | "COMPLETED" | "VOIDED";
  purchase_units: [Unit];
  create_time: string;
  links: Link[];
}

/** An answer that is no success. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly body: object;
  constructor(
    readonly status: number,
    name: string,
    issue?: string,
  ) {
    super(issue ?? name);
    const details = issue ? [{ issue, description: issue.toLowerCase().replaceAll("_", " ") }] : [];
    this.body = { name, message: `${name}.`, debug_id: crypto.randomUUID().slice(0, 13), details, links: [] };
  }
}

export const missing = () => new Refusal(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
export const unprocessable = (issue: string) => new Refusal(422, "UNPROCESSABLE_ENTITY", issue);

/** Seventeen capitals and digits, as PayPal's transactions have. */
export function newId(): string {
  return crypto.randomUUID().replaceAll("-", "").toUpperCase().slice(0, 17);
}

/** Hundredths; these tests pay with currencies that have two digits. */
export function centsOf({ value }: Money): number {
  return Math.round(Number(value) * 100);
}
