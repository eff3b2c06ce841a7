import type { IllustrationReading, ReadIllustration } from "@lumiku/contracts/avatar-creator";
import { planDrawing } from "./illustrated";
import { styles } from "./styles";

/** What would be drawn of a description, in words, and what is beyond the style. Draws nothing. */
export function readIllustration({ prompt, style, persona, attributes }: ReadIllustration): IllustrationReading {
  const plan = planDrawing(prompt, { ...attributes, style, age: persona?.age }, 0);
  return { style: plan.style, title: styles[plan.style].title, shown: plan.shown, notes: plan.notes };
}
