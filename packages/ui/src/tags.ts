import { isSameWord } from "./matching-words";

export interface AddedTags {
  tags: string[];
  added: string[];
  /** Were there already. */
  known: string[];
  /** Found no room. */
  left: string[];
}

/** What is typed or pasted, taken apart at commas and lines. Nothing comes in twice, and no more than `max` in all. */
export function addTags(tags: readonly string[], text: string, max: number): AddedTags {
  const result: AddedTags = { tags: [...tags], added: [], known: [], left: [] };
  for (const tag of text.split(/[,\n]/).map((part) => part.trim().replace(/\s+/g, " "))) {
    if (!tag) continue;
    if (result.tags.some((other) => isSameWord(other, tag))) result.known.push(tag);
    else if (result.tags.length >= max) result.left.push(tag);
    else {
      result.tags.push(tag);
      result.added.push(tag);
    }
  }
  return result;
}

/** What a screen reader says about it. */
export function describeAdded({ tags, added, known, left }: AddedTags, max: number): string {
  return [
    added.length > 0 && `${added.join(", ")} added.`,
    known.length > 0 && `${known.join(", ")} is there already.`,
    left.length > 0 && `No room for ${left.join(", ")}.`,
    `${tags.length} of ${max}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
