import { z } from "zod";
import { defaultPromptRules, type PromptRule, patternOf } from "./prompt-rules";
import { foldText } from "./prompt-text";

const Word = z
  .string()
  .max(100)
  .refine((word) => (foldText(word).match(/[\p{L}\p{N}]/gu) ?? []).length >= 2, "needs at least two letters or digits");

const RulesFile = z.strictObject({
  replace: z.boolean().default(false),
  rules: z.array(
    z.strictObject({
      category: z.string().trim().min(1).max(40),
      words: z.array(Word).min(1).max(5_000),
      message: z.string().trim().min(1).max(200).optional(),
    }),
  ),
});

/**
 * The rules of this deployment: the defaults and those of its JSON file, if it has one. With `"replace": true` the
 * file stands alone, except that the rules about minors always hold. A list of words matches whole words and phrases.
 *
 * @example { "replace": false, "rules": [{ "category": "brand", "words": ["acme", "acme corp"], "message": "Leave other brands out." }] }
 * @throws Error whose message names the file and lists everything wrong in it, one a line
 */
export async function readPromptRules(path: string | undefined): Promise<readonly PromptRule[]> {
  if (path === undefined) return defaultPromptRules;
  const parsed = RulesFile.safeParse(await readJson(path));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "the file"}: ${issue.message}`);
    throw new Error(`The moderation rules in ${path} are not valid:\n${lines.join("\n")}`);
  }
  const own = parsed.data.rules.map(({ category, words, message }) => ({
    category,
    pattern: patternOf(words),
    ...(message && { message }),
  }));
  const kept = parsed.data.replace
    ? defaultPromptRules.filter(({ category }) => category === "minors")
    : defaultPromptRules;
  return [...kept, ...own];
}

async function readJson(path: string): Promise<unknown> {
  const file = Bun.file(path);
  if (!(await file.exists())) throw new Error(`The moderation rules in ${path} are not there`);
  try {
    return await file.json();
  } catch (cause) {
    throw new Error(`The moderation rules in ${path} are not JSON`, { cause });
  }
}
