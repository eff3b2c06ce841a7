import type { Actor } from "@lumiku/app-sdk/server";
import type { EventBus } from "../events/event-bus";

const REVOKED_SIGNAL = "session.revoked";
/** How long a session counts that was not looked up again. */
const TTL_MS = 5_000;
const MAX_SESSIONS = 10_000;
const credentialHeaders = ["authorization", "cookie", "x-api-key"];

/** Who sent which credentials, for a few seconds: a screen asks many times in a row. */
export interface SessionCache {
  find(headers: Headers, load: () => Promise<Actor | null>): Promise<Actor | null>;
  /** Forgets a person's sessions in every process: they have signed out, or may do more or less than before. */
  revoke(userId: string): Promise<void>;
  /** Calls back when a person's sessions were revoked, in whichever process. */
  onRevoked(listener: (userId: string) => void): void;
  close(): Promise<void>;
}

interface Known {
  actor: Actor;
  /** When the look-up began: what was revoked later does not count. */
  at: number;
}

/** Short, however long the headers are, and of no use to whoever reads the memory. */
const digest = (text: string) => new Bun.CryptoHasher("sha256").update(text).digest("base64");

export async function createSessionCache(events: Pick<EventBus, "signal" | "onSignal">): Promise<SessionCache> {
  const sessions = new Map<string, Known>();
  const revoked = new Map<string, number>();
  const listeners: ((userId: string) => void)[] = [];
  const note = (userId: string) => {
    revoked.delete(userId);
    revoked.set(userId, Date.now());
    for (const listener of listeners) listener(userId);
  };
  const heard = await events.onSignal(REVOKED_SIGNAL, note);

  const isValid = ({ actor, at }: Known) => Date.now() - at < TTL_MS && at > (revoked.get(actor.userId) ?? 0);

  return {
    async find(headers, load) {
      const key = digest(credentialHeaders.map((name) => headers.get(name) ?? "").join("\n"));
      const known = sessions.get(key);
      if (known && isValid(known)) return known.actor;
      let at = Date.now();
      let actor = await load();
      // Revoked while it was looked up: a stream that opens now would never hear of it.
      while (actor && !isValid({ actor, at })) {
        at = Date.now();
        actor = await load();
      }
      sessions.delete(key);
      if (actor) sessions.set(key, { actor, at });
      for (const map of [sessions, revoked]) {
        if (map.size > MAX_SESSIONS) for (const oldest of map.keys()) if (map.delete(oldest)) break;
      }
      return actor;
    },

    async revoke(userId) {
      note(userId);
      await events.signal(REVOKED_SIGNAL, userId);
    },

    onRevoked: (listener) => void listeners.push(listener),

    close: () => heard.close(),
  };
}
