/** What may be wrong with a delivery. */
export type Damage = "signature" | "body" | "too-old" | "too-early" | "another-secret";

/** Signs a body as the gateway does, at this time. */
export type Sign = (body: string, at: Date, secret: "ours" | "another") => Record<string, string>;

/** Sends a gateway's events to an address: at once, or held back, out of order, again, or damaged. */
export interface WebhookSender {
  /** Every event there has been, oldest first. */
  readonly bodies: readonly string[];
  /** Where events go from now on. They are only kept until there is one. */
  to(url: string): void;
  emit(event: object): void;
  /** Headers of a delivery now. */
  sign(body: string, damage?: Damage): Record<string, string>;
  /** Delivers one event once more. @returns the answer's status; 0 without an answer */
  deliver(body: string, damage?: Damage): Promise<number>;
  hold(): void;
  /** Delivers what was held back, in this order. */
  release(order?: (bodies: string[]) => string[]): Promise<void>;
  /** Delivers again what was not answered with success. @returns how many were */
  retry(): Promise<number>;
  /** Until everything under way has been answered. */
  idle(): Promise<void>;
}

export function createWebhookSender(sign: Sign, now: () => Date): WebhookSender {
  const bodies: string[] = [];
  let held: string[] | undefined;
  let refused: string[] = [];
  let target: string | undefined;
  let underWay = Promise.resolve();

  const signed = (body: string, damage?: Damage) => {
    const lateMs = damage === "too-old" ? -600_000 : damage === "too-early" ? 600_000 : 0;
    const at = new Date(now().getTime() + lateMs);
    const headers = sign(body, at, damage === "another-secret" ? "another" : "ours");
    if (damage !== "signature") return headers;
    const damaged = Object.entries(headers).map(([name, value]) => [name, name.includes("sig") ? forge(value) : value]);
    return Object.fromEntries(damaged);
  };

  const deliver = async (body: string, damage?: Damage) => {
    if (!target) throw new TypeError("There is nowhere to deliver to");
    const headers = { "content-type": "application/json", ...signed(body, damage) };
    const sent = damage === "body" ? body.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)) : body;
    const answer = await fetch(target, { method: "POST", headers, body: sent }).catch(() => null);
    return answer?.status ?? 0;
  };

  const send = async (body: string) => {
    const status = await deliver(body);
    if (status < 200 || status > 299) refused.push(body);
  };
  const sendAll = (batch: readonly string[]) => {
    for (const body of batch) underWay = underWay.then(() => send(body));
    return underWay;
  };

  return {
    bodies,
    sign: signed,
    deliver,
    idle: () => underWay,
    to(url) {
      target = url;
    },
    emit(event) {
      const body = JSON.stringify(event);
      bodies.push(body);
      if (held) held.push(body);
      else if (target) void sendAll([body]);
    },
    hold() {
      held ??= [];
    },
    async release(order = (batch) => batch) {
      const batch = order(held ?? []);
      held = undefined;
      await sendAll(batch);
    },
    async retry() {
      const batch = refused;
      refused = [];
      await sendAll(batch);
      return batch.length;
    },
  };
}

/** Keeps its length and its letters valid. */
function forge(signature: string): string {
  return signature.replace(/.(?=.{4}$)/, (letter) => (letter === "a" ? "b" : "a"));
}
