import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { plain } from "../assets/hostile-files.fixture";
import { furnishApps } from "../testing/furnishings";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { promote } from "../testing/trial-person";

setDefaultTimeout(60_000);

interface Route {
  id: string;
  method: string;
  path: string;
  params: string[];
  /** What it has to be asked with: query, JSON or fields of a form, the form's file. */
  query: string;
  body: Record<string, unknown> | undefined;
  fileField: string | undefined;
  isPublic: boolean;
  takesKeys: boolean;
}

type Member = Awaited<ReturnType<TestPlatform["join"]>>;

/** Bodies that would be accepted from the owner, so that nothing but ownership is in the way, where no example says it. */
const bodies: Record<string, unknown> = {
  "avatar-creator.updateProject": { name: "Mine now" },
  "avatar-creator.generateAvatars": { prompt: "A portrait", model: "illustrated", count: 1 },
  "avatar-creator.generateFromPreset": { presetId: "amal" },
  "avatar-creator.updateAvatar": { name: "Mine now" },
  "avatar-creator.updatePreset": { name: "Mine now" },
  "billing.decideSandboxCheckout": { outcome: "works" },
  "admin.setRole": { role: "admin" },
  "admin.adjustCredits": { amount: 1_000, reason: "A present" },
  "shares.create": {},
  "admin.refund": { reason: "Give it to me" },
};

let platform: TestPlatform;
let ada: Member;
let bob: Member;
let routes: Route[];
let ids: Record<string, string>;

const picture = await plain(64, 64).png().toBuffer();

beforeAll(async () => {
  platform = await createTestPlatform();
  [ada, bob] = await Promise.all([platform.join("Ada"), platform.join("Bob")]);
  routes = await readRoutes(ada);
  ids = await furnish(ada);
});
afterAll(() => platform.close());

test("the walk knows an id of Ada's for every parameter of every route", () => {
  const named = routes.filter(({ params }) => params.length > 0);
  expect(named.length).toBeGreaterThan(20);
  const unknown = named.flatMap(({ id, params }) =>
    params.filter((name) => !idFor(id, name)).map((name) => `${id}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test("whatever is Ada's is not found by Bob, by any route and method, and stays as it was", async () => {
  const reads = personal().filter(({ method }) => method === "get");
  const before = await Promise.all(reads.map((route) => read(ada, route)));
  // The ids are right: their owner finds what they name.
  expect(reads.filter((_, index) => before[index]?.status !== 200).map(({ id }) => id)).toEqual([]);
  for (const route of personal()) {
    const response = await call(bob, route);
    expect(`${route.id} ${response.status}`).toBe(`${route.id} 404`);
    expect(codeOf(await response.text())).toEndWith("NOT_FOUND");
  }
  const after = await Promise.all(reads.map((route) => read(ada, route)));
  expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
});

test("what is Ada's and is named in a body or a query is passed over, as what is not there", async () => {
  const { generationId = "", notificationId = "" } = ids;
  const params = { generationId };
  const before = await ada.generations.get({ params });
  expect(await bob.generations.removeMany({ body: { ids: [generationId] } })).toEqual({ ids: [] });
  expect((await bob.fetch(`/api/generations/archive?ids=${generationId}`)).status).toBe(404);
  await bob.notifications.read({ body: { ids: [notificationId] } });
  const [notification] = (await ada.notifications.list()).items.filter(({ id }) => id === notificationId);
  expect(notification?.readAt).toBeNull();
  expect((await ada.generations.get({ params })).version).toBe(before.version);

  expect(await ada.generations.removeMany({ body: { ids: [generationId] } })).toEqual({ ids: [generationId] });
  expect(await bob.generations.restore({ body: { ids: [generationId] } })).toEqual({ items: [] });
  expect((await bob.generations.list({ query: { removed: "true" } })).items).toEqual([]);
  expect((await ada.generations.restore({ body: { ids: [generationId] } })).items).toHaveLength(1);
});

test("no list of Bob's names anything of Ada's", async () => {
  const lists = routes.filter(({ method, params, isPublic }) => method === "get" && params.length === 0 && !isPublic);
  expect(lists.length).toBeGreaterThan(12);
  const secrets = [ada.userId, ...Object.entries(ids).flatMap(([name, id]) => (shared.has(name) ? [] : [id]))];
  for (const route of lists) {
    const text = await (await call(bob, route)).text();
    const found = secrets.filter((id) => text.includes(id));
    expect(`${route.id}: ${found}`).toBe(`${route.id}: `);
  }
});

test("an administrator's routes do not exist for anybody else", async () => {
  const administrative = routes.filter(({ path }) => path.includes("/admin/"));
  expect(administrative.length).toBeGreaterThan(8);
  for (const route of administrative) {
    const response = await call(bob, route);
    expect(`${route.id} ${response.status}`).toBe(`${route.id} 404`);
  }
  const { role } = (await bob.accounts.me()).user;
  expect(role).toBe("user");
});

test("an API key with every scope opens neither account, administration nor purchases, not even an administrator's", async () => {
  const carol = await platform.join("Carol");
  const { key } = await carol.account.createApiKey({ body: { name: "All", scopes: ["read", "write", "billing"] } });
  await promote(platform, carol.userId);
  const closed = routes.filter(({ takesKeys, isPublic }) => !takesKeys && !isPublic);
  expect(closed.length).toBeGreaterThan(20);
  for (const route of closed) {
    const response = await send(route, { "x-api-key": key });
    expect(`${route.id} ${[403, 404].includes(response.status)}`).toBe(`${route.id} true`);
  }
  expect((await send(find("accounts.me"), { "x-api-key": key })).status).toBe(200);
});

test("Ada's files and stream are closed to Bob", async () => {
  expect((await bob.fetch(`/api/files/${ids.assetId}`)).status).toBe(404);
  expect((await ada.fetch(`/api/files/${ids.assetId}`)).status).toBe(200);
  const controller = new AbortController();
  const stream = await bob.events({ signal: controller.signal, lastEventId: "1" });
  const next = stream.next();
  await draw(bob);
  const first = await next;
  controller.abort();
  expect(JSON.stringify(first.value)).not.toContain(ada.userId);
});

/** Parameters that name what everybody has, or what was given to whoever has its name. */
const shared = new Set(["appId", "lane", "gateway", "token"]);
const personal = () =>
  routes.filter(({ params, path }) => params.some((name) => !shared.has(name)) && !path.includes("/admin/"));

function find(id: string): Route {
  const route = routes.find((candidate) => candidate.id === id);
  if (!route) throw new Error(`There is no route ${id}`);
  return route;
}

/** Apps may mean something else by the same name. */
const idFor = (routeId: string, name: string) => ids[`${routeId.split(".")[0]}.${name}`] ?? ids[name];

const call = (person: Member, route: Route) => send(route, { authorization: `Bearer ${person.token}` });

function send(route: Route, headers: Record<string, string>): Promise<Response> {
  const { id, path, query, fileField } = route;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => idFor(id, name) ?? "missing") + query;
  const body = bodies[id] ?? route.body;
  const method = route.method.toUpperCase();
  if (fileField) return fetch(platform.url + filled, { method, headers, body: formOf(fileField) });
  return fetch(platform.url + filled, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function formOf(field: string): FormData {
  const form = new FormData();
  form.append(field, new File([picture.slice()], "me.png"));
  return form;
}

async function read(person: Member, route: Route): Promise<{ status: number; body: string }> {
  const response = await call(person, route);
  // Files are made of what the JSON tells. Signatures of file URLs change with the time.
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const body = (await response.text()).replace(/\?[^"]*signature=[^"]*/g, "");
  return { status: response.status, body: isJson ? body : "" };
}

const codeOf = (text: string): string => (text.startsWith("{") ? (JSON.parse(text) as { code: string }).code : text);

interface Operation {
  operationId: string;
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; example?: unknown }[];
  requestBody?: { content: Record<string, Content> };
}

interface Content {
  schema: { properties?: Record<string, { format?: string }> };
  example?: Record<string, unknown>;
}

async function readRoutes(person: Member): Promise<Route[]> {
  const document = (await (await person.fetch("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, parameters = [], requestBody }]) => ({
      ...{ id: operationId, method, path },
      query: queryOf(parameters),
      body: requestBody?.content["application/json"]?.example,
      fileField: fileFieldOf(requestBody?.content["multipart/form-data"]),
      params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
      isPublic: security === undefined,
      takesKeys: security?.some((scheme) => "apiKey" in scheme) ?? false,
    })),
  );
}

function queryOf(parameters: NonNullable<Operation["parameters"]>): string {
  const query = new URLSearchParams();
  for (const { name, in: place, required, example } of parameters) {
    if (place === "query" && required) query.set(name, String(example));
  }
  return query.size > 0 ? `?${query}` : "";
}

const fileFieldOf = (form: Content | undefined) =>
  Object.entries(form?.schema.properties ?? {}).find(([, { format }]) => format === "binary")?.[0];

async function draw(person: Member): Promise<void> {
  const project = await person.avatars.createProject({ body: { name: "Shop" } });
  const started = await person.avatars.generateAvatars({
    params: { projectId: project.id },
    body: { prompt: "A portrait", model: "illustrated", count: 1 },
  });
  await person.follow(started);
}

/** One of everything an account can have. @returns their ids by the name of the route parameter, after that of its app */
async function furnish(person: Member): Promise<Record<string, string>> {
  const ofApps = await furnishApps(person, platform);
  const paid = await buy(person);
  await decide(person, paid.checkoutId, "works");
  const open = await buy(person);
  const key = await person.account.createApiKey({ body: { name: "Script", scopes: ["read"] } });
  const devices = await person.account.listDevices();
  const [generation] = (await person.generations.list()).items;
  const assetId = generation?.outputs[0]?.asset?.id ?? "";
  const share = await person.shares.create({ params: { assetId }, body: {} });
  return {
    ...{
      appId: "avatar-creator",
      lane: "interactive",
      gateway: "sandbox",
      userId: person.userId,
      alertId: "no-such-alert",
    },
    ...{ ...ofApps, generationId: generation?.id ?? "", assetId },
    ...{ shareId: share.id, token: share.url.split("/").at(-1) ?? "" },
    ...{ paymentId: paid.paymentId, checkoutId: open.checkoutId },
    notificationId: (await person.notifications.list()).items[0]?.id ?? "",
    ...{ keyId: key.id, deviceId: devices.items[0]?.id ?? "" },
  };
}

async function buy(person: Member): Promise<{ paymentId: string; checkoutId: string }> {
  const payment = await person.billing.checkout({ body: { kind: "pack", pack: "credits-100" } });
  const checkoutId = payment.checkoutUrl?.split("/").at(-1) ?? "";
  return { paymentId: payment.id, checkoutId };
}

async function decide(person: Member, checkoutId: string, outcome: "works" | "declined"): Promise<void> {
  await person.billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome } });
}
