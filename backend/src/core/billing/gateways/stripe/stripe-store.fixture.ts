import type { Kinds, List } from "./stripe-objects.fixture";
import { type Form, formOf, missing, textOf } from "./stripe-wire.fixture";

type Kind = keyof Kinds;
type Fields<K extends Kind> = Omit<Kinds[K], "id" | "object" | "created" | "livemode">;

/** Everything the server knows, by id. */
export interface StripeStore {
  /** Whole seconds. */
  now(): number;
  add<K extends Kind>(kind: K, fields: Fields<K>, id?: string): Kinds[K];
  find<K extends Kind>(kind: K, id: string | null | undefined): Kinds[K] | undefined;
  /** @throws Refusal 404 */
  get<K extends Kind>(kind: K, id: string | null | undefined, param?: string): Kinds[K];
  all<K extends Kind>(kind: K): Kinds[K][];
  /** A page of them, newest first. */
  page<K extends Kind>(kind: K, query: Form, matches?: (object: Kinds[K]) => boolean): List<Kinds[K]>;
  /** As it goes over the wire: with other objects in the place of their ids, where the caller asked for them. */
  render(value: object, expand: readonly string[]): object;
}

const prefixes: Record<Kind, string> = {
  customer: "cus",
  product: "prod",
  price: "price",
  "checkout.session": "cs_test",
  payment_intent: "pi",
  charge: "ch",
  refund: "re",
  dispute: "du",
  subscription: "sub",
  invoice: "in",
  invoice_payment: "inpay",
  subscription_schedule: "sub_sched",
};

export function createStripeStore(now: () => number): StripeStore {
  const objects = new Map<string, Kinds[Kind]>();
  const all = <K extends Kind>(kind: K) => [...objects.values()].filter(({ object }) => object === kind) as Kinds[K][];

  const find = <K extends Kind>(kind: K, id: string | null | undefined) => {
    const found = id ? objects.get(id) : undefined;
    return found?.object === kind ? (found as Kinds[K]) : undefined;
  };

  /** A segment is a field; in a list it applies to every entry. */
  const expandPath = (field: unknown, path: string[]): unknown => {
    const value = typeof field === "string" ? (structuredClone(objects.get(field)) ?? field) : field;
    const [head, ...rest] = path;
    if (Array.isArray(value)) return value.map((entry) => expandPath(entry, path));
    if (typeof value !== "object" || value === null || head === undefined) return value;
    const owner = value as Record<string, unknown>;
    if (head === "payments" && owner.object === "invoice") owner.payments ??= paymentsOf(String(owner.id));
    owner[head] = expandPath(owner[head], rest);
    return owner;
  };
  const paymentsOf = (invoiceId: string) =>
    listOf(
      structuredClone(all("invoice_payment").filter(({ invoice }) => invoice === invoiceId)),
      "/v1/invoice_payments",
    );

  return {
    now,
    all,
    find,
    add(kind, fields, id = `${prefixes[kind]}_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`) {
      const object = { id, object: kind, created: now(), livemode: false, ...fields } as unknown as Kinds[typeof kind];
      objects.set(id, object);
      return object;
    },
    get(kind, id, param) {
      const object = find(kind, id);
      if (!object) throw missing(kind.replaceAll("_", " "), id ?? "", param);
      return object;
    },
    page(kind, query, matches = () => true) {
      const since = Number(textOf(formOf(query.created).gte) ?? 0);
      const found = all(kind)
        .reverse()
        .filter((object) => object.created >= since && matches(object));
      const start = found.findIndex(({ id }) => id === query.starting_after) + 1;
      const limit = Number(textOf(query.limit) ?? 10);
      return listOf(found.slice(start, start + limit), `/v1/${kind}s`, found.length > start + limit);
    },
    render(value, expand) {
      return expand.reduce<object>(
        (rendered, path) => expandPath(rendered, path.split(".")) as object,
        structuredClone(value),
      );
    },
  };
}

export function listOf<T>(data: T[], url: string, has_more = false): List<T> {
  return { object: "list", data, has_more, url };
}
