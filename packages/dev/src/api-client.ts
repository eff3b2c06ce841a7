import { AppError, type Client, createClient, Generation, Problem, type Transport } from "@lumiku/app-sdk";
import { account } from "@lumiku/contracts/account";
import { accounts } from "@lumiku/contracts/accounts";
import { administration } from "@lumiku/contracts/administration";
import { apps } from "@lumiku/contracts/apps";
import { assets } from "@lumiku/contracts/assets";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { billing } from "@lumiku/contracts/billing";
import { generations } from "@lumiku/contracts/generations";
import { notifications } from "@lumiku/contracts/notifications";
import { queue } from "@lumiku/contracts/queue";
import { shares } from "@lumiku/contracts/shares";
import { stats } from "@lumiku/contracts/stats";

export interface ServerEvent {
  /** Empty for what is not replayed. */
  id: string;
  type: string;
  data: unknown;
}

/** One signed-in person, speaking to a running platform through its public HTTP API alone. */
export interface Person {
  token: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** For the typed client of any contract. */
  transport: Transport;
  account: Client<typeof account>;
  accounts: Client<typeof accounts>;
  /** Answers administrators alone. */
  admin: Client<typeof administration>;
  apps: Client<typeof apps>;
  assets: Client<typeof assets>;
  billing: Client<typeof billing>;
  generations: Client<typeof generations>;
  notifications: Client<typeof notifications>;
  queue: Client<typeof queue>;
  shares: Client<typeof shares>;
  stats: Client<typeof stats>;
  avatars: Client<typeof avatarCreator>;
  /**
   * The live stream, from `lastEventId` on when one is given. Resolves once the server listens: nothing that
   * happens later is missed. Ends when `signal` aborts.
   */
  events(options: { signal: AbortSignal; lastEventId?: string }): Promise<AsyncGenerator<ServerEvent>>;
  /** Follows one generation on the stream until it ends. */
  follow(generation: Generation, onUpdate?: (generation: Generation) => void): Promise<Generation>;
}

/** Makes an account and signs it in. */
export async function signUp(url: string, person: { name: string; email: string; password: string }): Promise<Person> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw new Error(`Signing up failed (${response.status}): ${await response.text()}`);
  const token = response.headers.get("set-auth-token");
  if (!token) throw new Error("Signing up gave no token");
  return createPerson(url, token);
}

export function createPerson(url: string, token: string): Person {
  const authorized = (path: string, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });

  const transport: Transport = async ({ method, url: path, body, headers, signal }) => {
    const isForm = body instanceof FormData;
    const response = await authorized(path, {
      method: method.toUpperCase(),
      headers: { ...headers, ...(body !== undefined && !isForm && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json();
    if (!response.ok) throw AppError.fromProblem(Problem.parse(answer));
    return answer;
  };

  const person: Person = {
    token,
    fetch: authorized,
    transport,
    account: createClient(account, transport),
    accounts: createClient(accounts, transport),
    admin: createClient(administration, transport),
    apps: createClient(apps, transport),
    assets: createClient(assets, transport),
    billing: createClient(billing, transport),
    generations: createClient(generations, transport),
    notifications: createClient(notifications, transport),
    queue: createClient(queue, transport),
    shares: createClient(shares, transport),
    stats: createClient(stats, transport),
    avatars: createClient(avatarCreator, transport),

    async events({ signal, lastEventId }) {
      const headers: Record<string, string> = lastEventId ? { "last-event-id": lastEventId } : {};
      const response = await authorized("/api/events", { headers, signal });
      if (!response.ok || !response.body) throw new Error(`The event stream answered ${response.status}`);
      return readEvents(response.body, signal);
    },

    async follow(generation, onUpdate = () => {}) {
      const controller = new AbortController();
      const stream = await person.events({ signal: controller.signal });
      try {
        // What happened before the stream was open is read once.
        let latest = await person.generations.get({ params: { generationId: generation.id } });
        onUpdate(latest);
        while (!isOver(latest)) {
          const next = await stream.next();
          if (next.done) throw new Error("The event stream ended before the generation did");
          if (next.value.type !== "generation.updated") continue;
          const update = Generation.parse(next.value.data);
          if (update.id !== generation.id || update.version <= latest.version) continue;
          latest = update;
          onUpdate(latest);
        }
        return latest;
      } finally {
        controller.abort();
      }
    },
  };
  return person;
}

async function* readEvents(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const frames = text.split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames) {
        const event = parseFrame(frame);
        if (event) yield event;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const isOver = ({ status }: Generation) => status === "completed" || status === "failed" || status === "cancelled";

function parseFrame(frame: string): ServerEvent | null {
  const fields = new Map(
    frame.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  const [id = "", type, data] = [fields.get("id"), fields.get("event"), fields.get("data")];
  return type && data !== undefined ? { id, type, data: JSON.parse(data) } : null;
}
