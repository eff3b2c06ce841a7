import type { PasswordStrength } from "@lumiku/contracts/account";
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

const ACCEPTED_SCORE = 3;
/**
 * What is looked at of a password. Its matchers take time with the square of the length and the number of
 * substitutions: within these, the worst password costs about 30 ms.
 */
const LOOKED_AT = { maxLength: 64, l33tMaxSubstitutions: 20 };
/** Shorter parts of a name would forbid too much. */
const MIN_WORD_LENGTH = 3;
const PERSONAL = "There should not be any personal or page related data.";

let loading: Promise<ZxcvbnFactory> | undefined;

/**
 * How hard a password is to guess, by zxcvbn, for somebody who knows its owner.
 *
 * @param about the owner's name and address: who guesses tries those first
 */
export async function ratePassword(password: string, about: readonly string[] = []): Promise<PasswordStrength> {
  loading ??= load();
  const { score, feedback } = (await loading).check(password, ["lumiku", ...about.flatMap(listWords)]);
  const isAccepted = score >= ACCEPTED_SCORE && password.length >= MIN_PASSWORD_LENGTH;
  return { score, isAccepted, advice: isAccepted ? null : advise(password, feedback) };
}

/** The dictionaries take a tenth of a second and some memory: nobody waits for them who has no password to choose. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  return new ZxcvbnFactory({
    ...LOOKED_AT,
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
}

/** "Ada Lovelace" is guessed as a whole and by its parts, "ada@example.com" as well. */
function listWords(text: string): string[] {
  return [text, ...text.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= MIN_WORD_LENGTH);
}

function advise(password: string, feedback: { warning: string | null; suggestions: readonly string[] }): string {
  if (password.length < MIN_PASSWORD_LENGTH) return `Use at least ${MIN_PASSWORD_LENGTH} characters.`;
  const warning = feedback.warning === PERSONAL ? "Leave out your name, your address and ours." : feedback.warning;
  const parts = [warning, ...feedback.suggestions].filter((part): part is string => Boolean(part));
  return parts.length > 0 ? parts.join(" ") : "Add another word or two.";
}
