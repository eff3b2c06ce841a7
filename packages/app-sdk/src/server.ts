export { type Assets, binEnd, type PictureFormat, type PublicFiles, type UploadRules } from "./library";
export { decodeCursor, type Position, toPage } from "./page";

import type {
  ActionContract,
  AppContract,
  Download,
  Input,
  Output,
  PathParams,
  RouteContract,
  Schema,
} from "./contract";
import type { Asset, Failure, Generation } from "./generation";
import type { Assets, PublicFiles } from "./library";

/** Who is asking. Services scope every query by `userId`. */
export interface Actor {
  readonly userId: string;
  readonly role: "user" | "admin";
  /** The session it came with; undefined for an API key. */
  readonly sessionId?: string | undefined;
  /** The API key it came with, and what that may do; undefined for a session, which may do everything. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly string[] } | undefined;
}

export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RouteInput<R extends RouteContract = RouteContract> {
  readonly actor: Actor;
  readonly params: PathParams<R["path"]>;
  readonly query: Output<R["query"]>;
  readonly body: Output<R["body"]>;
  /** The uploaded file of a route that declares `upload`. */
  readonly file: File | undefined;
  readonly idempotencyKey: string | undefined;
  /** The network address it came from, as the server sees it. */
  readonly address: string | undefined;
  readonly signal: AbortSignal;
}

type Result<R extends RouteContract> = R["download"] extends string
  ? Download
  : R["response"] extends Schema
    ? Input<R["response"]>
    : // biome-ignore lint/suspicious/noConfusingVoidType: what a handler without a response returns.
      void;

/** One function a route of the contract. Its result is parsed by the route's response schema, which drops what is not declared. */
export type Handlers<C extends { routes: Record<string, RouteContract> }> = {
  readonly [K in keyof C["routes"]]: (input: RouteInput<C["routes"][K]>) => Promise<Result<C["routes"][K]>>;
};

export interface StartRequest {
  action: string;
  model: string;
  /** Number of outputs, 1 up to the action's `maxOutputs`. */
  count: number;
  /** Drawn by the platform and recorded when left out. */
  seed?: number | undefined;
  params: Record<string, unknown>;
  idempotencyKey?: string | undefined;
  /** Pictures of the library that go into it: its history tells of them. Params are not looked through. */
  inputAssetIds?: readonly string[] | undefined;
  /** "bulk" for work nobody waits in front of: it goes after everything interactive. */
  lane?: "interactive" | "bulk" | undefined;
}

/** The platform's generation engine, bound to one app. */
export interface Generations {
  /**
   * Prices, reserves and queues a piece of work; returns its first snapshot.
   *
   * @throws AppError MODEL_LOCKED, MODEL_NOT_FOUND, MODEL_UNAVAILABLE, INSUFFICIENT_CREDITS, QUOTA_EXCEEDED, VALIDATION_FAILED
   */
  start(actor: Actor, request: StartRequest): Promise<Generation>;
  /** @throws AppError NOT_FOUND, also when it belongs to someone else or another app. */
  get(actor: Actor, generationId: string): Promise<Generation>;
}

/** What every app is given. There is no other way to the platform. */
export interface AppContext {
  readonly generations: Generations;
  readonly assets: Assets;
  readonly files: PublicFiles;
  /** Sends an event of the contract to one user's stream; inside a transaction, once it has committed. */
  publish(userId: string, event: string, payload: unknown): Promise<void>;
  /** Runs `work` in one database transaction, which every repository called inside joins. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  readonly logger: Logger;
  readonly now: () => Date;
}

export interface ImageRequest {
  /** A key of the catalogue; decides the provider. */
  model: string;
  prompt: string;
  negativePrompt?: string | undefined;
  count: number;
  /** Output i uses seed + i. */
  seed: number;
  /** Pixels. */
  width: number;
  height: number;
  steps?: number | undefined;
  guidance?: number | undefined;
  /** Encoded images the picture is to follow, at most as many as the model takes. */
  references?: readonly Uint8Array[] | undefined;
  /** An encoded image that fixes the composition: a pose skeleton, edges. */
  controlImage?: Uint8Array | undefined;
  /** 0–1. */
  controlStrength?: number | undefined;
  /** The prompt in structured form, for models that draw from attributes instead of words. */
  attributes?: Record<string, unknown> | undefined;
  signal: AbortSignal;
}

/** One produced output: encoded image bytes, or the reason why there is none. */
export type Produced = {
  index: number;
  seed: number;
  notes?: readonly string[];
  /** What the app's `onOutput` is to know of it; as JSON, and not kept by the platform. */
  data?: unknown;
} & (
  | {
      bytes: Uint8Array;
      /** What the bytes were rendered from: kept beside them. */
      source?: { bytes: Uint8Array; mime: "image/svg+xml" };
      error?: undefined;
    }
  | { bytes?: undefined; source?: undefined; error: Failure }
);

/** Routes an image request to the built-in model or provider that serves it, and reports progress on the way. */
export interface Images {
  generate(request: ImageRequest): AsyncIterable<Produced>;
}

/** A model that the app draws itself. It yields each output as soon as it is ready. */
export type BuiltinModel = (request: Omit<ImageRequest, "model">) => AsyncIterable<Produced>;

export interface ActionInput<P> {
  readonly generationId: string;
  readonly userId: string;
  readonly model: string;
  readonly count: number;
  readonly seed: number;
  readonly params: P;
  /** Outputs that an earlier attempt delivered or gave up: `images` leaves them out, an action that works by itself has to. */
  readonly delivered: ReadonlySet<number>;
  readonly images: Images;
  /** Aborted when the person cancels, the deadline passes or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Tells the person how far it is: percent of the whole, and optionally a step in words. */
  report(progress: number, step?: string): Promise<void>;
}

export interface DeliveredOutput<P> {
  readonly generationId: string;
  readonly userId: string;
  readonly model: string;
  readonly params: P;
  readonly index: number;
  readonly seed: number;
  readonly asset: Asset;
  readonly notes: readonly string[];
  /** What was produced with it; undefined for what was handed out again. */
  readonly data?: unknown;
}

export interface Action<P = unknown> {
  run(input: ActionInput<P>): AsyncIterable<Produced>;
  /** Called in the transaction that records the output; throwing undoes both. */
  onOutput?(output: DeliveredOutput<P>): Promise<void>;
}

type ParamsOf<A> = A extends ActionContract ? Output<A["params"]> : never;

/** Declares what happens in the worker when an action of the contract runs. */
export function defineAction<const C extends AppContract, const K extends keyof C["actions"] & string, Service>(
  _contract: C,
  _name: K,
  create: (service: Service) => Action<ParamsOf<C["actions"][K]>>,
): (service: Service) => Action<ParamsOf<C["actions"][K]>> {
  return create;
}

/** Declares the handlers of a contract's routes. */
export function defineRoutes<const C extends { routes: Record<string, RouteContract> }, Service>(
  _contract: C,
  create: (service: Service) => Handlers<C>,
): (service: Service) => Handlers<C> {
  return create;
}

/** Moments of the platform an app may answer to. Each runs inside the platform's transaction. */
export interface AppHooks {
  "user.deleted"?(userId: string): Promise<void>;
  /** What the app keeps of a person, as JSON, for their export: `{ projects: [...] }`. */
  "user.exported"?(userId: string): Promise<Record<string, unknown>>;
  /** What was removed before this moment can no longer be brought back: forget it. */
  "bin.emptied"?(removedBefore: Date): Promise<void>;
  /** These files are gone for good: forget what is nothing without them. */
  "assets.purged"?(assetIds: readonly string[]): Promise<void>;
}

/** For a model that its action serves without `images`. */
export const servedByAction: BuiltinModel = () => {
  throw new TypeError("This model is served by its action");
};

/** What a route takes and answers, for the API document; the contract's schemas parse them. */
export interface RouteExample {
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly response?: unknown;
}

export interface AppDefinition<C extends AppContract, Database, Repository, Service> {
  /** The tables its repository gets; any other is out of reach. */
  tables: readonly (keyof Database & string)[];
  repository: (database: Database) => Repository;
  service: (context: AppContext & { repository: Repository }) => Service;
  routes: (service: Service) => Handlers<C>;
  actions: { [K in keyof C["actions"]]: (service: Service) => Action<ParamsOf<C["actions"][K]>> };
  /** One for each model of the contract marked `builtin`. */
  models?: Record<string, BuiltinModel>;
  hooks?: (service: Service) => AppHooks;
  examples?: { readonly [K in keyof C["routes"]]?: RouteExample };
  /** Prepares what the app needs for everybody, at each start and in one process at a time; does what is missing. */
  seed?: (service: Service) => Promise<void>;
}

/** An app as the registry holds it: types erased, ready to be wired. */
export interface ServerApp {
  readonly contract: AppContract;
  readonly tables: readonly string[];
  readonly examples: Readonly<Record<string, RouteExample>>;
  create(
    context: AppContext,
    database: unknown,
  ): {
    handlers: Record<string, (input: RouteInput) => Promise<unknown>>;
    actions: Record<string, Action>;
    models: Record<string, BuiltinModel>;
    hooks: AppHooks;
    seed: (() => Promise<void>) | undefined;
  };
}

/**
 * Declares an app's server half; the default export of `backend/src/apps/<id>/app.ts`.
 *
 * @example export default defineApp(hello, { tables: ["greeting"], repository, service, routes, actions: {} });
 */
export function defineApp<const C extends AppContract, Database, Repository, Service>(
  contract: C,
  definition: AppDefinition<C, Database, Repository, Service>,
): ServerApp {
  return {
    contract,
    tables: definition.tables,
    examples: (definition.examples ?? {}) as Record<string, RouteExample>,
    create(context, database) {
      const service = definition.service({ ...context, repository: definition.repository(database as Database) });
      const actions = Object.entries(definition.actions).map(([name, create]) => [name, create(service)]);
      return {
        handlers: definition.routes(service) as Record<string, (input: RouteInput) => Promise<unknown>>,
        actions: Object.fromEntries(actions),
        models: definition.models ?? {},
        hooks: definition.hooks?.(service) ?? {},
        seed: definition.seed && (() => definition.seed?.(service) ?? Promise.resolve()),
      };
    },
  };
}
