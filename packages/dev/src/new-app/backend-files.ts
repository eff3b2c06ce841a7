import type { AppNames } from "./names";

export function contractFile({ id, title, contract }: AppNames): string {
  return `import { defineContract, Generation, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

export const Idea = z.object({ id: z.string(), text: z.string(), createdAt: z.iso.datetime() });
export type Idea = z.infer<typeof Idea>;

export const NewIdea = z.object({ text: z.string().trim().min(1, "Write a few words.").max(200) });
export type NewIdea = z.infer<typeof NewIdea>;

const SketchParams = z.object({ text: z.string().min(1).max(200) });

export const ${contract} = defineContract({
  id: "${id}",
  name: ${JSON.stringify(title)},
  summary: "Note ideas and sketch them",
  icon: "lightbulb",
  color: "amber",
  order: 50,
  access: { minTier: "free" },
  features: { beta: true },
  actions: {
    sketch: { summary: "Sketch an idea", params: SketchParams, needs: ["text-to-image"], maxOutputs: 4 },
  },
  models: {
    pattern: {
      name: "Pattern",
      summary: "A pattern from the words of the idea",
      action: "sketch",
      minTier: "free",
      costCredits: 1,
      costUnits: 1,
      has: ["text-to-image"],
      builtin: true,
    },
  },
  routes: {
    listIdeas: { method: "get", path: "/ideas", summary: "Your ideas", query: PageQuery, response: Page(Idea) },
    createIdea: { method: "post", path: "/ideas", summary: "Note an idea", status: 201, body: NewIdea, response: Idea },
    removeIdea: { method: "delete", path: "/ideas/:ideaId", summary: "Forget an idea", status: 204 },
    sketchIdea: {
      method: "post",
      path: "/ideas/:ideaId/sketch",
      summary: "Sketch an idea",
      status: 202,
      response: Generation,
    },
  },
  events: {},
  errors: { IDEA_NOT_FOUND: { status: 404, message: "That idea no longer exists." } },
});
`;
}

export function backendFiles(names: AppNames): Record<string, string> {
  const { id, camel, contract, pascal, snake } = names;
  const table = `${camel}Idea`;
  return {
    "schema.prisma": `model ${pascal}Idea {
  id        String   @id
  userId    String
  text      String
  createdAt DateTime @default(now()) @db.Timestamptz(3)

  @@index([userId, createdAt(sort: Desc), id(sort: Desc)])
  @@map("${snake}_ideas")
}
`,
    "repository.ts": `import type { Position } from "@lumiku/app-sdk/server";
import type { PrismaClient } from "../../../generated/prisma/client";

export type Tables = Pick<PrismaClient, "${table}">;

export interface IdeaRow {
  id: string;
  text: string;
  createdAt: Date;
}

export interface IdeaRepository {
  create(idea: { id: string; userId: string; text: string }): Promise<IdeaRow>;
  find(userId: string, id: string): Promise<IdeaRow | null>;
  /** One row more than \`limit\`, which tells that another page follows. */
  list(userId: string, page: { after?: Position | undefined; limit: number }): Promise<IdeaRow[]>;
  /** @returns whether there was one */
  remove(userId: string, id: string): Promise<boolean>;
  removeUser(userId: string): Promise<void>;
  listEverything(userId: string): Promise<IdeaRow[]>;
}

export function createIdeaRepository(tables: Tables): IdeaRepository {
  return {
    create: (data) => tables.${table}.create({ data }),

    find: (userId, id) => tables.${table}.findFirst({ where: { id, userId } }),

    list: (userId, { after, limit }) =>
      tables.${table}.findMany({
        where: {
          userId,
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    async remove(userId, id) {
      const { count } = await tables.${table}.deleteMany({ where: { id, userId } });
      return count === 1;
    },

    async removeUser(userId) {
      await tables.${table}.deleteMany({ where: { userId } });
    },

    listEverything: (userId) =>
      tables.${table}.findMany({ where: { userId }, omit: { userId: true }, orderBy: { createdAt: "asc" } }),
  };
}
`,
    "service.ts": `import { contractError, type Generation } from "@lumiku/app-sdk";
import { type Actor, type AppContext, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import { type Idea, type NewIdea, ${contract} } from "@lumiku/contracts/${id}";
import type { IdeaRepository, IdeaRow } from "./repository";

export interface IdeaService {
  list(actor: Actor, page: { cursor?: string | undefined; limit: number }): Promise<{ items: Idea[]; nextCursor: string | null }>;
  create(actor: Actor, idea: NewIdea): Promise<Idea>;
  remove(actor: Actor, ideaId: string): Promise<void>;
  sketch(actor: Actor, ideaId: string, idempotencyKey?: string): Promise<Generation>;
  removeUser(userId: string): Promise<void>;
  exportUser(userId: string): Promise<Record<string, unknown>>;
}

export type IdeaDependencies = Pick<AppContext, "generations"> & { repository: IdeaRepository };

export function createIdeaService({ repository, generations }: IdeaDependencies): IdeaService {
  const missing = () => contractError(${contract}, "IDEA_NOT_FOUND");

  return {
    async list({ userId }, { cursor, limit }) {
      const rows = await repository.list(userId, { after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: page.items.map(toIdea), nextCursor: page.nextCursor };
    },

    async create({ userId }, { text }) {
      return toIdea(await repository.create({ id: Bun.randomUUIDv7(), userId, text }));
    },

    async remove({ userId }, ideaId) {
      if (!(await repository.remove(userId, ideaId))) throw missing();
    },

    async sketch(actor, ideaId, idempotencyKey) {
      const idea = await repository.find(actor.userId, ideaId);
      if (!idea) throw missing();
      const params = { text: idea.text };
      return generations.start(actor, { action: "sketch", model: "pattern", count: 1, params, idempotencyKey });
    },

    removeUser: (userId) => repository.removeUser(userId),

    exportUser: async (userId) => ({ ideas: await repository.listEverything(userId) }),
  };
}

function toIdea({ id, text, createdAt }: IdeaRow): Idea {
  return { id, text, createdAt: createdAt.toISOString() };
}
`,
    "routes.ts": `import { defineRoutes } from "@lumiku/app-sdk/server";
import { ${contract} } from "@lumiku/contracts/${id}";
import type { IdeaService } from "./service";

export const routes = defineRoutes(${contract}, (service: IdeaService) => ({
  listIdeas: ({ actor, query }) => service.list(actor, query),
  createIdea: ({ actor, body }) => service.create(actor, body),
  removeIdea: ({ actor, params }) => service.remove(actor, params.ideaId),
  sketchIdea: ({ actor, params, idempotencyKey }) => service.sketch(actor, params.ideaId, idempotencyKey),
}));
`,
    "actions.ts": `import { createHash } from "node:crypto";
import { type BuiltinModel, defineAction } from "@lumiku/app-sdk/server";
import { ${contract} } from "@lumiku/contracts/${id}";
import sharp from "sharp";

const SIDE_PX = 512;
const CELLS = 8;

export const sketch = defineAction(${contract}, "sketch", () => ({
  async *run({ params, model, count, seed, images, signal }) {
    yield* images.generate({ model, prompt: params.text, count, seed, width: SIDE_PX, height: SIDE_PX, signal });
  },
}));

/** A grid of colours from the words and the seed: the same for the same request. Output i uses seed + i. */
export const pattern: BuiltinModel = async function* ({ prompt, count, seed, width, height, signal }) {
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    yield { index, seed: seed + index, bytes: await drawPattern(prompt, seed + index, width, height) };
  }
};

function drawPattern(prompt: string, seed: number, width: number, height: number): Promise<Uint8Array> {
  const digest = createHash("sha512").update(\`\${seed}\\n\${prompt}\`).digest();
  const hue = (digest[0] ?? 0) * 1.4;
  const cells = Array.from({ length: CELLS * CELLS }, (_, index) => {
    const lightness = 35 + ((digest[index % digest.length] ?? 0) % 50);
    const [x, y] = [(index % CELLS) / CELLS, Math.floor(index / CELLS) / CELLS];
    return \`<rect x="\${x * 100}%" y="\${y * 100}%" width="12.6%" height="12.6%" fill="hsl(\${hue} 55% \${lightness}%)"/>\`;
  });
  const svg = \`<svg xmlns="http://www.w3.org/2000/svg" width="\${width}" height="\${height}">\${cells.join("")}</svg>\`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
`,
    "app.ts": `import { defineApp } from "@lumiku/app-sdk/server";
import { ${contract} } from "@lumiku/contracts/${id}";
import { pattern, sketch } from "./actions";
import { createIdeaRepository } from "./repository";
import { routes } from "./routes";
import { createIdeaService } from "./service";

export default defineApp(${contract}, {
  tables: ["${table}"],
  repository: createIdeaRepository,
  service: createIdeaService,
  routes,
  actions: { sketch },
  models: { pattern },
  hooks: (service) => ({ "user.deleted": service.removeUser, "user.exported": service.exportUser }),
});
`,
    "furnished.fixture.ts": `import { createClient } from "@lumiku/app-sdk";
import { ${contract} } from "@lumiku/contracts/${id}";
import type { Furnish } from "../../core/testing/furnishings";

const furnish: Furnish = async (person) => {
  const ideas = createClient(${contract}, person.transport);
  const idea = await ideas.createIdea({ body: { text: "A lighthouse at dusk" } });
  return { ideaId: idea.id };
};

export default furnish;
`,
    "app.test.ts": `import { afterAll, beforeAll, expect, test } from "bun:test";
import { type AppError, createClient } from "@lumiku/app-sdk";
import { ${contract} } from "@lumiku/contracts/${id}";
import { createTestPlatform, type TestPlatform } from "../../core/testing/platform";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

async function join() {
  const person = await platform.join();
  return { ...person, ideas: createClient(${contract}, person.transport) };
}

test("an idea is noted, sketched for one credit, and forgotten", async () => {
  const ada = await join();
  const idea = await ada.ideas.createIdea({ body: { text: "A lighthouse at dusk" } });
  const finished = await ada.follow(await ada.ideas.sketchIdea({ params: { ideaId: idea.id } }));
  expect(finished).toMatchObject({ status: "completed", cost: { charged: 1 } });
  expect(finished.outputs[0]?.asset).toMatchObject({ mime: "image/png", width: 512, height: 512 });
  await ada.ideas.removeIdea({ params: { ideaId: idea.id } });
  expect((await ada.ideas.listIdeas()).items).toEqual([]);
});

test("ideas come newest first, a page at a time", async () => {
  const ada = await join();
  for (const text of ["First", "Second", "Third"]) await ada.ideas.createIdea({ body: { text } });
  const page = await ada.ideas.listIdeas({ query: { limit: 2 } });
  expect(page.items.map(({ text }) => text)).toEqual(["Third", "Second"]);
  const rest = await ada.ideas.listIdeas({ query: { limit: 2, cursor: page.nextCursor ?? "" } });
  expect(rest.items.map(({ text }) => text)).toEqual(["First"]);
  expect(rest.nextCursor).toBeNull();
});

test("an idea without words is refused, and somebody else's does not exist", async () => {
  const [ada, eve] = [await join(), await join()];
  const idea = await ada.ideas.createIdea({ body: { text: "Mine" } });
  const codeOf = (call: Promise<unknown>) => call.then(() => "", (error: AppError) => error.code);
  expect(await codeOf(ada.ideas.createIdea({ body: { text: " " } }))).toBe("VALIDATION_FAILED");
  expect(await codeOf(eve.ideas.sketchIdea({ params: { ideaId: idea.id } }))).toBe("IDEA_NOT_FOUND");
  expect(await codeOf(eve.ideas.removeIdea({ params: { ideaId: idea.id } }))).toBe("IDEA_NOT_FOUND");
});
`,
  };
}
