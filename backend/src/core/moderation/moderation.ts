import { AppError, platformError } from "@lumiku/app-sdk";
import type { Logger } from "@lumiku/app-sdk/server";
import { readFrames } from "./nsfw-pixels";
import type { Scores } from "./nsfw-scores";
import { createNsfwThread } from "./nsfw-thread";
import { defaultPromptRules, type PromptRule } from "./prompt-rules";
import { listForms } from "./prompt-text";

export type ImageCategory = keyof Scores;

export type Verdict = { isAllowed: true } | { isAllowed: false; category: ImageCategory; message: string };

export interface Moderation {
  /**
   * Checks every text in an action's params, except negative prompts and ids.
   *
   * @throws AppError CONTENT_BLOCKED that names the field by JSON pointer ("/body/prompt") and the rule's category
   */
  checkTexts(params: Record<string, unknown>): void;
  /**
   * @throws AppError UNSUPPORTED_MEDIA_TYPE when the bytes are no picture that can be read
   * @throws AppError UNAVAILABLE, retryable: too many pictures wait, the platform is stopping, or the check failed and
   * `onFailure` is "block"
   */
  checkImage(bytes: Uint8Array): Promise<Verdict>;
  close(): Promise<void>;
}

/** A class is blocked from this probability on, 0 to 1; `null` never blocks it. */
export type Thresholds = Record<ImageCategory, number | null>;

/**
 * A wrong "no" to a portrait that someone paid for is the costliest error here, and the model errs with confidence:
 * most harmless pictures reported in https://github.com/infinitered/nsfwjs/issues/478 lie between 0.5 and 0.75. Measured
 * here, 372 illustrated avatars stayed below 0.05 in these classes, a photographed portrait and its close crops below
 * 0.02. "sexy" (swimwear, a neckline) is ordinary in portraits, so it is off.
 */
export const defaultThresholds: Thresholds = { porn: 0.85, hentai: 0.85, sexy: null };

export interface ModerationOptions {
  logger: Logger;
  /** Off: everything passes and no thread ever starts. On when left out. */
  isEnabled?: boolean;
  rules?: readonly PromptRule[];
  thresholds?: Partial<Thresholds>;
  /** What becomes of a picture when the classifier itself crashes or is out of time. */
  onFailure?: "allow" | "block";
  imageTimeLimitMs?: number;
  maxWaitingImages?: number;
}

/** @example const moderation = createModeration({ logger, rules: await readPromptRules(path), thresholds: { porn: 0.9 } }); */
export function createModeration({
  logger,
  isEnabled = true,
  rules = defaultPromptRules,
  thresholds,
  onFailure = "allow",
  imageTimeLimitMs = 30_000,
  maxWaitingImages = 256,
}: ModerationOptions): Moderation {
  const limits: Thresholds = { ...defaultThresholds, ...thresholds };
  const thread = createNsfwThread({ maxWaiting: maxWaitingImages });
  const categories = (["porn", "hentai", "sexy"] as const).filter((category) => limits[category] !== null);

  return {
    checkTexts(params) {
      if (!isEnabled) return;
      const texts = listTexts(params, "/body").map(({ path, text }) => ({ path, forms: listForms(text) }));
      const find = (pattern: RegExp) => texts.find(({ forms }) => forms.some((form) => pattern.test(form)));
      for (const { category, pattern, alongside, message = "This platform's rules do not allow that." } of rules) {
        const found = find(pattern);
        if (!found || (alongside && !find(alongside))) continue;
        throw platformError("CONTENT_BLOCKED", {
          message,
          details: { category },
          errors: [{ path: found.path, message }],
        });
      }
    },

    async checkImage(bytes) {
      if (!isEnabled || categories.length === 0) return { isAllowed: true };
      try {
        for await (const pixels of readFrames(bytes)) {
          const scores = await thread.score(pixels, imageTimeLimitMs);
          const category = categories.find((name) => scores[name] >= (limits[name] ?? Number.POSITIVE_INFINITY));
          if (!category) continue;
          logger.info({ category, scores }, "a picture was blocked");
          return { isAllowed: false, category, message: imageMessages[category] };
        }
        return { isAllowed: true };
      } catch (error) {
        if (error instanceof AppError) throw error;
        logger.warn({ err: error, onFailure }, "a picture could not be checked");
        if (onFailure === "allow") return { isAllowed: true };
        throw platformError("UNAVAILABLE", {
          message: "The picture could not be checked. Try again in a moment.",
          retryable: true,
          cause: error,
        });
      }
    },

    close: () => thread.close(),
  };
}

const imageMessages: Record<ImageCategory, string> = {
  porn: "This picture looks explicit, which is not allowed here.",
  hentai: "This drawing looks explicit, which is not allowed here.",
  sexy: "This picture looks too revealing for this platform.",
};

const unchecked = /^negative|^ids?$|Ids?$/;

function listTexts(value: unknown, path: string, key = ""): { path: string; text: string }[] {
  if (unchecked.test(key)) return [];
  if (typeof value === "string") return [{ path, text: value }];
  // An age given as a number says as much as one given in words.
  if (typeof value === "number" && key === "age") return [{ path, text: `${value} years old` }];
  if (typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, item]) =>
    listTexts(item, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, isList ? key : name),
  );
}
