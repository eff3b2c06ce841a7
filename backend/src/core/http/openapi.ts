import { type AppContract, basePath, type PlatformContract, Problem, type RouteContract } from "@lumiku/app-sdk";
import type { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";

/** The OpenAPI 3.1 document of every mounted contract. */
export function createOpenApiDocument(contracts: readonly (AppContract | PlatformContract)[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const contract of contracts) {
    for (const [name, route] of Object.entries(contract.routes)) {
      const path = (basePath(contract) + route.path).replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method]: describe(contract, name, route) };
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
): ZodOpenApiOperationObject {
  const status = String(route.status ?? 200) as "200";
  const params = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => ({
    name: param ?? "",
    in: "path" as const,
    required: true,
    schema: { type: "string" as const },
  }));
  return {
    operationId: `${contract.id}.${name}`,
    summary: route.summary,
    tags: ["name" in contract ? contract.name : contract.id],
    ...(route.access !== "public" && { security: securityOf(route) }),
    ...(params.length > 0 && { parameters: params }),
    ...(route.query && { requestParams: { query: route.query as unknown as z.ZodObject } }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          [route.upload ? "multipart/form-data" : "application/json"]: { schema: route.body as unknown as z.ZodType },
        },
      },
    }),
    responses: {
      [status]: {
        description: route.summary,
        ...(route.response && { content: { "application/json": { schema: route.response as unknown as z.ZodType } } }),
        ...(route.download && { content: { [route.download]: { schema: { type: "string", format: "binary" } } } }),
      },
      default: { description: "What went wrong", content: { "application/problem+json": { schema: Problem } } },
    },
  };
}
