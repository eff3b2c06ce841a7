import type { ProviderId } from "@lumiku/contracts/providers";
import type { AspectRatio } from "./providers/wire";

/** One picture, as an adapter is asked for it: already fitted to the {@link ProviderFeatures} of the model. */
export interface PictureRequest {
  /** The provider's own name for the model: "fal-ai/flux/dev". */
  model: string;
  prompt: string;
  negativePrompt?: string | undefined;
  /** Pixels. */
  width: number;
  height: number;
  seed?: number | undefined;
  steps?: number | undefined;
  guidance?: number | undefined;
  /** Encoded images (PNG, JPEG or WebP). */
  references: readonly Uint8Array[];
  controlImage?: Uint8Array | undefined;
  /** 0–1. */
  controlStrength?: number | undefined;
}

/** Sides in pixels, asked for as they are. */
export interface PixelSizes {
  min: number;
  max: number;
  multipleOf: number;
}

/** A model that is told a shape and chooses the pixels itself. */
export interface Shapes {
  /** The nearest it offers to a size: "16:9". */
  nearest(width: number, height: number): AspectRatio;
  /** How many pixels its pictures have in all, about. */
  pixels: readonly number[];
}

/** What a provider takes for one of its models. What is left out is not sent, and the person is told. */
export interface ProviderFeatures {
  size: PixelSizes | Shapes;
  steps?: { min: number; max: number };
  guidance?: { min: number; max: number };
  hasSeed: boolean;
  hasNegativePrompt: boolean;
  maxReferences: number;
  hasControlImage: boolean;
}

/** How to find a call again. Plain JSON: it is stored before anyone waits for the call. */
export interface Ticket {
  requestId: string;
  urls?: Readonly<Record<string, string>>;
}

export interface Picture {
  bytes: Uint8Array;
  /** The seed the provider says it used. */
  seed?: number | undefined;
}

/** One look at a call. `percent` is 0–100, as the provider says it: it may go backwards. */
export type Look =
  | { state: "queued"; position?: number | undefined }
  /** `unknownStatus` is a word the adapter has never seen: taken for "still running", and logged. */
  | { state: "running"; percent?: number | undefined; unknownStatus?: string }
  | { state: "done"; download(signal: AbortSignal): Promise<Picture> };

interface ProviderBase {
  readonly id: ProviderId;
  /** Whether a call costs the deployment money: such a call is never made twice for one output. */
  readonly isMetered: boolean;
  features(model: string): ProviderFeatures;
}

/** Answers with the picture itself: when the connection is lost, so is the picture. */
export interface DirectProvider extends ProviderBase {
  readonly kind: "direct";
  /** @throws ProviderFailure */
  generate(request: PictureRequest, signal: AbortSignal): Promise<Picture>;
}

/** Answers with a ticket, by which any process finds the call again. */
export interface TicketedProvider extends ProviderBase {
  readonly kind: "ticketed";
  /** @throws ProviderFailure */
  submit(request: PictureRequest, signal: AbortSignal): Promise<Ticket>;
  /** @throws ProviderFailure when the call has failed, or cannot be looked at */
  look(ticket: Ticket, signal: AbortSignal): Promise<Look>;
  /** Stops the call where the provider can. One that has ended or is unknown is no error. */
  cancel(ticket: Ticket): Promise<void>;
}

export type Provider = DirectProvider | TicketedProvider;

/**
 * Why a call came to nothing.
 * - `outage`: not reachable, broken, or talking nonsense; may pass, opens the circuit
 * - `busy`: asked to come back later (425, 429); may pass
 * - `exhausted`: the deployment's credit there is used up (402); opens the circuit
 * - `misconfigured`: the key or the model is not accepted (401, 403, 404); opens the circuit
 * - `refused`: the request itself is wrong (400, 422)
 * - `moderated`: the provider's safety rules
 * - `failed`: this one call went wrong there, or its result cannot be used
 * - `lost`: the ticket is not known any more
 */
export type FailureKind =
  | "outage"
  | "busy"
  | "exhausted"
  | "misconfigured"
  | "refused"
  | "moderated"
  | "failed"
  | "lost";

export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;

  /** @param message for the log: it may quote the provider */
  constructor(
    kind: FailureKind,
    message: string,
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
