import { type AppContract, basePath, type PlatformContract, Problem, type RouteContract } from "@lumiku/app-sdk";
import type { RouteExample } from "@lumiku/app-sdk/server";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";

/** A contract, and by its routes what they take and answer for example. */
export interface Described {
  contract: AppContract | PlatformContract;
  examples?: Readonly<Record<string, RouteExample>>;
}

/** The OpenAPI 3.1 document of every mounted contract. */
export function createOpenApiDocument(mounted: readonly Described[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const { contract, examples = {} } of mounted) {
    for (const [name, route] of Object.entries(contract.routes)) {
      const path = (basePath(contract) + route.path).replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method]: describe(contract, name, route, examples[name] ?? {}) };
    }
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Lumiku",
      version: "1",
      description:
        "Sign in with `POST /api/auth/sign-in/email` and send the session cookie, or its token as `Authorization: Bearer`; or make an API key and send it as `x-api-key`. " +
        "Errors are `application/problem+json`; switch on `code`. Live updates: `GET /api/events` (server-sent events).",
    },
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "lumiku.session_token" },
        bearer: { type: "http", scheme: "bearer" },
        apiKey: { type: "apiKey", in: "header", name: "x-api-key" },
      },
    },
    paths,
  });
}

function securityOf({ access, scope }: RouteContract) {
  const session = [{ session: [] }, { bearer: [] }];
  return access === "admin" || scope === "session" ? session : [...session, { apiKey: [] }];
}

function describe(
  contract: AppContract | PlatformContract,
  name: string,
  route: RouteContract,
  example: RouteExample,
): ZodOpenApiOperationObject {
  const status = String(route.status ?? 200) as "200";
  const params = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => ({
    name: param ?? "",
    in: "path" as const,
    required: true,
    schema: { type: "string" as const },
  }));
  const content = describeBody(route, example);
  return {
    operationId: `${contract.id}.${name}`,
    summary: route.summary,
    tags: ["name" in contract ? contract.name : contract.id],
    ...(route.access !== "public" && { security: securityOf(route) }),
    ...(params.length > 0 && { parameters: params }),
    ...(route.query && { requestParams: { query: describeQuery(route.query as unknown as z.ZodObject, example) } }),
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      [status]: {
        description: route.summary,
        ...(route.response && {
          content: {
            "application/json": {
              schema: route.response as unknown as z.ZodType,
              ...(example.response !== undefined && { example: example.response }),
            },
          },
        }),
        ...(route.download && { content: { [route.download]: { schema: { type: "string", format: "binary" } } } }),
      },
      default: { description: "What went wrong", content: { "application/problem+json": { schema: Problem } } },
    },
  };
}

function describeQuery(query: z.ZodObject, { query: examples = {} }: RouteExample): z.ZodObject {
  const named = Object.entries(query.shape).filter(([name]) => name in examples);
  const shape = named.map(([name, schema]) => [
    name,
    (schema as z.ZodType).meta({ param: { example: examples[name] } }),
  ]);
  return query.safeExtend(Object.fromEntries(shape));
}

/** Of a form, the file is a field as the others are; its example has no bytes. */
function describeBody({ body, upload }: RouteContract, { body: example }: RouteExample) {
  const schema = body as unknown as z.ZodType | undefined;
  const shown = example !== undefined && { example };
  if (!upload) return schema && { "application/json": { schema, ...shown } };
  const fields = (schema as z.ZodObject | undefined) ?? z.object({});
  return { "multipart/form-data": { schema: fields.safeExtend({ [upload]: z.file() }), ...shown } };
}
