import type { ErrorContract } from "./errors";

/**
 * What the SDK needs of a zod schema. Structural and small on purpose: constraining generics to
 * zod's own `ZodType` makes the type-checker compare whole class hierarchies.
 */
export interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: unknown };
}
export type Input<S> = S extends Schema ? S["_zod"]["input"] : undefined;
export type Output<S> = S extends Schema ? S["_zod"]["output"] : undefined;

export type Tier = "free" | "basic" | "pro" | "enterprise";
export const tiers = ["free", "basic", "pro", "enterprise"] as const satisfies readonly Tier[];

/** What a model can be asked for; an action names those it needs, a model those it has. */
export type Capability =
  | "text-to-image"
  | "negative-prompt"
  | "image-references"
  | "control-image"
  | "inpaint"
  | "vectorize";

/** Requests that are counted by themselves. */
export type RateClass = "generate" | "upload" | "download" | "preview" | "payment" | "export";

/** What a route with `download` answers. */
export interface Download {
  readonly body: Uint8Array | ReadableStream<Uint8Array>;
  readonly fileName: string;
  /** Its type, where that is another than the route's `download`. */
  readonly mime?: string;
}

export interface RouteContract {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Below the app's own prefix, in Hono's syntax: "/projects/:projectId". */
  readonly path: string;
  readonly summary: string;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly response?: Schema;
  /** Success status; 200 when left out, 204 means there is no body. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Who may call it; a signed-in user when left out. */
  readonly access?: "public" | "user" | "admin";
  /**
   * What an API key needs to call it: `read` for a get and `write` for the rest when left out; with `session` no key may.
   */
  readonly scope?: "read" | "write" | "billing" | "session";
  /** Counts against this limit of requests, besides the one for all. */
  readonly limit?: RateClass;
  /** The answer is a file of this type; the handler returns a {@link Download}. */
  readonly download?: string;
  /** Name of the multipart field that carries one file; `body` then describes the other fields. */
  readonly upload?: string;
  /** Largest body accepted, in bytes. The platform's default is 1 MiB, or 10 MiB with `upload`. */
  readonly maxBodyBytes?: number;
}

export interface ActionContract {
  readonly summary: string;
  readonly params: Schema;
  readonly needs: readonly Capability[];
  readonly maxOutputs: number;
}

/** One row of the model catalogue. Prices are whole numbers per output. */
export interface ModelContract {
  readonly name: string;
  readonly summary: string;
  readonly action: string;
  readonly minTier: Tier;
  readonly costCredits: number;
  readonly costUnits: number;
  readonly has: readonly Capability[];
  /** Drawn by the app itself, without a provider or a key. */
  readonly builtin?: boolean;
  /** Limits and defaults the screens offer and the server enforces. Pixels; steps and guidance scale as providers count them. */
  readonly size?: { readonly min: number; readonly max: number; readonly multipleOf: number };
  readonly steps?: { readonly min: number; readonly max: number; readonly default: number };
  readonly guidance?: { readonly min: number; readonly max: number; readonly default: number };
  readonly maxReferences?: number;
  readonly minReferences?: number;
  /** Who serves it, by provider id, and under which name: `{ fal: "fal-ai/flux/dev" }`. */
  readonly providers?: Readonly<Record<string, string>>;
}

export interface AppContract {
  /** Kebab-case; also the folder's name on both sides and the prefix of its paths, events and storage keys. */
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** A lucide icon's name. */
  readonly icon: string;
  readonly color: string;
  readonly order: number;
  readonly access: { readonly minTier: Tier };
  readonly features: { readonly beta?: boolean; readonly comingSoon?: boolean };
  /**
   * That pictures of other apps may be sent here: what the menu calls it ("Use as a reference"), and the page, below the
   * app's first, that opens with `?asset=<id>`.
   */
  readonly receives?: { readonly label: string; readonly path: string };
  readonly actions: Record<string, ActionContract>;
  readonly models: Record<string, ModelContract>;
  readonly routes: Record<string, RouteContract>;
  /** Payload schema by event name ("avatar.created"); sent to the owner's stream as "<app id>/<name>". */
  readonly events: Record<string, Schema>;
  readonly errors: Record<string, ErrorContract>;
}

/** Routes of the platform itself, below `/api`. */
export interface PlatformContract {
  readonly id: string;
  readonly routes: Record<string, RouteContract>;
}

/**
 * Declares an app: the one file its server half and its web half share.
 *
 * @throws TypeError when a name breaks a rule that both halves rely on.
 * @example export const hello = defineContract({ id: "hello", name: "Hello", …, routes: {}, events: {}, errors: {} });
 */
export function defineContract<const C extends AppContract>(contract: C): C {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(contract.id)) {
    throw new TypeError(`An app id is kebab-case, "${contract.id}" is not`);
  }
  for (const [key, model] of Object.entries(contract.models)) {
    const action = contract.actions[model.action];
    if (!action) throw new TypeError(`Model ${key} names the unknown action ${model.action}`);
    const lacking = action.needs.find((need) => !model.has.includes(need));
    if (lacking) throw new TypeError(`Model ${key} lacks ${lacking}, which ${model.action} needs`);
    for (const price of [model.costCredits, model.costUnits]) {
      if (!Number.isSafeInteger(price) || price < 0)
        throw new TypeError(`Model ${key} has no whole, non-negative price`);
    }
  }
  for (const code of Object.keys(contract.errors)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(code)) throw new TypeError(`An error code is SCREAMING_SNAKE, "${code}" is not`);
  }
  for (const name of Object.keys(contract.events)) {
    if (!/^[a-z]+(-[a-z]+)*\.[a-z]+$/.test(name))
      throw new TypeError(`An event is noun.pastParticiple, "${name}" is not`);
  }
  return contract;
}

/** Declares routes of the platform itself. */
export function definePlatformContract<const C extends PlatformContract>(contract: C): C {
  return contract;
}

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** `{ projectId: string }` for "/projects/:projectId". */
export type PathParams<Path extends string> = { [Name in ParamNames<Path>]: string };

/** Where a contract's routes are mounted. */
export function basePath(contract: AppContract | PlatformContract): string {
  return "actions" in contract ? `/api/apps/${contract.id}` : "/api";
}
