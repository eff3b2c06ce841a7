import { type Preset, PresetCategory } from "@lumiku/contracts/avatar-creator-presets";

/** All of them, one's own, or those of a category. */
export type PresetShelf = "all" | "own" | PresetCategory;

const titleOf = (category: PresetCategory) => category.charAt(0).toUpperCase() + category.slice(1);

export const categoryOptions = PresetCategory.options.map((value) => ({ value, label: titleOf(value) }));

export const shelves: { value: PresetShelf; label: string }[] = [
  { value: "all", label: "All" },
  { value: "own", label: "Yours" },
  ...categoryOptions,
];

/** Those on a shelf in whose words everything is found that is searched for. */
export function filterPresets(presets: readonly Preset[], shelf: PresetShelf, search: string): Preset[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return presets.filter((preset) => {
    if (shelf === "own" ? !preset.isOwn : shelf !== "all" && preset.category !== shelf) return false;
    const text = wordsOf(preset);
    return wanted.every((word) => text.includes(word));
  });
}

function wordsOf({ name, summary, category, recipe }: Preset): string {
  const { prompt, persona = {}, attributes = {}, style = "" } = recipe;
  return [name, summary, category, prompt, style, ...Object.values(persona), ...Object.values(attributes)]
    .flat()
    .join(" ")
    .toLowerCase();
}
