import { type AppError, createClient, type Generation } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { Trace, VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import type { ServerEvent } from "@lumiku/dev/api-client";
import sharp from "sharp";
import { subscribe, type TestPlan } from "../../core/quota/subscribe.fixture";
import type { TestPlatform } from "../../core/testing/platform";

export type Member = Awaited<ReturnType<typeof joinVectorizer>>;

export const byHand = { model: "vtracer", settings: TraceSettings.parse({}) } satisfies TraceRecipe;
export const automatic = {
  model: "vtracer-auto",
  auto: { effort: "fast", palette: { kind: "source" }, hierarchical: "stacked", groupByColor: false },
} satisfies TraceRecipe;

/** A new account that works with the vectorizer. */
export async function joinVectorizer(platform: TestPlatform, name = "Ada") {
  const person = await platform.join(name);
  const api = createClient(vectorizer, person.transport);
  return {
    ...person,
    api,
    balance: async () => (await person.accounts.me()).credits,
    /** Brings a picture, of its own when none is given. */
    async bring(file?: File): Promise<VectorDocument> {
      return api.createDocument({ body: {}, file: file ?? (await drawFlag()) });
    },
    /** Traces a document to its end. */
    async trace({ id: documentId }: VectorDocument, recipe: TraceRecipe = byHand): Promise<Generation> {
      return person.follow(await api.trace({ params: { documentId }, body: recipe }));
    },
    /** The newest trace of a document, which there has to be. */
    async newest({ id: documentId }: VectorDocument): Promise<Trace> {
      const { trace } = await api.getDocument({ params: { documentId } });
      if (!trace) throw new Error("There is no trace");
      return trace;
    },
    get: (path: string) => person.fetch(`/api/apps/vectorizer${path}`),
  };
}

/** As {@link joinVectorizer}, with a plan that has every model; what it does not cover is paid in credits. */
export async function joinSubscribedVectorizer(
  platform: TestPlatform,
  name = "Ada",
  plan: TestPlan = {},
): Promise<Member> {
  const person = await joinVectorizer(platform, name);
  await subscribe(platform.database, person.userId, { tier: "pro", ...plan });
  await platform.accountsRepository.saveSettings(person.userId, { usesCreditsAfterQuota: true });
  await platform.accounts.changed(person.userId);
  return person;
}

let flags = 0;

/** A flag of three stripes with a disc, a picture of its own each time. */
export async function drawFlag(name = "Flag.png", side = 96): Promise<File> {
  const disc = (flags++ * 0x010305 + 0x3040a0).toString(16).padStart(6, "0").slice(-6);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">
    <path fill="#c8102e" d="M0 0h96v32H0z"/><path fill="#ffffff" d="M0 32h96v32H0z"/><path fill="#00843d" d="M0 64h96v32H0z"/>
    <circle cx="48" cy="48" r="20" fill="#${disc}"/></svg>`;
  const bytes = await sharp(Buffer.from(svg), { density: (72 * side) / 96 })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: "image/png" });
}

/** A picture of nothing. */
export async function drawNothing(name = "Nothing.png"): Promise<File> {
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const side = 64 + flags++;
  const bytes = await sharp({ create: { width: side, height: 64, channels: 4, background } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: "image/png" });
}

/** What the app tells a person while `work` is done, until so many events have come. */
export async function listen(person: Member, work: () => Promise<unknown>, count: number): Promise<ServerEvent[]> {
  const controller = new AbortController();
  const stream = await person.events({ signal: controller.signal });
  await work();
  const events: ServerEvent[] = [];
  for await (const event of stream) {
    if (event.type.startsWith("vectorizer/")) events.push({ ...event, type: event.type.slice("vectorizer/".length) });
    if (events.length === count) break;
  }
  controller.abort();
  return events;
}

/** The code something was refused with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "no error",
    (error: AppError) => error.code,
  );
}
