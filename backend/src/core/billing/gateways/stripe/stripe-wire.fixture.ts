/** A form as Stripe's SDKs send it: `line_items[0][price_data][currency]=usd`. */
export interface Form {
  [key: string]: FormValue | undefined;
}
export type FormValue = string | Form | FormValue[];

export function parseForm(text: string): Form {
  const root: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part, index) => part !== "" || index === 0);
    insert(root, path, value);
  }
  return arraysOf(root) as Form;
}

function insert(target: Form, [head = "", ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const child = target[head];
  const next: Form = typeof child === "object" && !Array.isArray(child) ? child : {};
  target[head] = next;
  insert(next, rest, value);
}

/** Whatever is numbered from 0 is a list. */
function arraysOf(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, arraysOf(child ?? "")] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

export function formOf(value: FormValue | undefined): Form {
  return typeof value === "object" && !Array.isArray(value) ? value : {};
}

export function formsOf(value: FormValue | undefined): Form[] {
  return Array.isArray(value) ? value.map(formOf) : [];
}

export function textOf(value: FormValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function textsOf(value: FormValue | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formOf(value)).flatMap(([key, entry]) => (typeof entry === "string" ? [[key, entry]] : [])),
  );
}

interface ErrorBody {
  type: "invalid_request_error" | "card_error" | "idempotency_error" | "api_error";
  code?: string;
  decline_code?: string | null;
  message: string;
  param?: string;
}

/** An answer that is no success. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }
}

export function invalid(message: string, extras: { code?: string; param?: string } = {}): Refusal {
  return new Refusal(400, { type: "invalid_request_error", message, ...extras });
}

export function missing(what: string, id: string, param = "id"): Refusal {
  const message = `No such ${what}: '${id}'`;
  return new Refusal(404, { type: "invalid_request_error", code: "resource_missing", message, param });
}

export function declined(error: { code: string; decline_code: string | null; message: string }): Refusal {
  return new Refusal(402, { type: "card_error", ...error });
}
