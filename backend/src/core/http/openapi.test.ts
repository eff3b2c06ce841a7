import { expect, test } from "bun:test";
import { defineContract, type Schema } from "@lumiku/app-sdk";
import { z } from "zod";
import { discoverApps } from "../apps/discovery";
import { createOpenApiDocument } from "./openapi";

const gallery = defineContract({
  id: "gallery",
  name: "Gallery",
  summary: "For tests",
  icon: "image",
  color: "sky",
  order: 98,
  access: { minTier: "free" },
  features: {},
  actions: {},
  models: {},
  routes: {
    list: {
      method: "get",
      path: "/pictures",
      summary: "List",
      query: z.object({ q: z.string().optional(), limit: z.coerce.number().default(30) }),
      response: z.object({ items: z.array(z.string()) }),
    },
    bring: {
      method: "post",
      path: "/pictures",
      summary: "Bring",
      upload: "image",
      body: z.object({ name: z.string().optional() }),
      response: z.object({ id: z.string() }),
    },
    replace: { method: "put", path: "/pictures/:id", summary: "Replace", upload: "image", status: 204 },
    rename: { method: "patch", path: "/pictures/:id", summary: "Rename", body: z.object({ name: z.string() }) },
  },
  events: {},
  errors: {},
});

const { paths } = createOpenApiDocument([
  {
    contract: gallery,
    examples: {
      list: { query: { q: "sea" }, response: { items: ["a"] } },
      bring: { body: { name: "Sea" }, response: { id: "a" } },
      rename: { body: { name: "Sea" } },
    },
  },
]);

test("a route's examples are shown with its query, its body and its answer", () => {
  expect(paths?.["/api/apps/gallery/pictures"]?.get).toMatchObject({
    parameters: [
      { name: "q", in: "query", example: "sea" },
      { name: "limit", in: "query", schema: { default: 30 } },
    ],
    responses: { 200: { content: { "application/json": { example: { items: ["a"] }, schema: { type: "object" } } } } },
  });
  expect(paths?.["/api/apps/gallery/pictures/{id}"]?.patch?.requestBody).toMatchObject({
    content: { "application/json": { example: { name: "Sea" } } },
  });
});

test("a form lists its file beside its other fields, and needs it", () => {
  const form = (properties: object) => ({ schema: { type: "object", properties, required: ["image"] } });
  const image = { type: "string", format: "binary" };
  expect(paths?.["/api/apps/gallery/pictures"]?.post?.requestBody).toMatchObject({
    content: { "multipart/form-data": { ...form({ name: { type: "string" }, image }), example: { name: "Sea" } } },
  });
  expect(paths?.["/api/apps/gallery/pictures/{id}"]?.put?.requestBody).toMatchObject({
    content: { "multipart/form-data": form({ image }) },
  });
});

test("every example of every app is what its route takes and answers", async () => {
  const wrong: string[] = [];
  let count = 0;
  for (const found of await discoverApps()) {
    if ("error" in found) throw found.error;
    const { contract, examples } = found.app;
    for (const [name, example] of Object.entries(examples)) {
      const route = contract.routes[name];
      if (!route) wrong.push(`${contract.id} has no route ${name}`);
      for (const part of ["query", "body", "response"] as const) {
        if (example[part] === undefined || !route) continue;
        count++;
        const schema: Schema | undefined = route[part];
        const parsed = schema?.safeParse(example[part]);
        if (!parsed?.success) wrong.push(`${contract.id}.${name} ${part}: ${parsed?.error ?? "takes none"}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(0);
});
