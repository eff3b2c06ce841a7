import {
  AutoSettings,
  type BuiltinPresetId,
  builtinPresets,
  type PaletteChoice,
  type TraceRecipe,
  TraceSettings,
} from "@lumiku/contracts/vectorizer-settings";

export type ModelKey = TraceRecipe["model"];

/** Everything a person has set, for either model: going over to the other one and back loses nothing. */
export interface Tuning {
  model: ModelKey;
  settings: TraceSettings;
  auto: AutoSettings;
}

/** What the two models are both told. */
type Shared = Pick<TraceSettings & AutoSettings, "palette" | "hierarchical" | "groupByColor">;

export function toTuning(recipe: TraceRecipe): Tuning {
  if (recipe.model === "vtracer") {
    return { model: recipe.model, settings: recipe.settings, auto: AutoSettings.parse(sharedOf(recipe.settings)) };
  }
  return { model: recipe.model, settings: TraceSettings.parse(sharedOf(recipe.auto)), auto: recipe.auto };
}

export function toRecipe({ model, settings, auto }: Tuning): TraceRecipe {
  return model === "vtracer" ? { model, settings } : { model, auto };
}

/** With another model. What both are told goes along. */
export function chooseModel(tuning: Tuning, model: ModelKey): Tuning {
  if (model === tuning.model) return tuning;
  return model === "vtracer"
    ? { model, settings: { ...tuning.settings, ...sharedOf(tuning.auto) }, auto: tuning.auto }
    : { model, settings: tuning.settings, auto: { ...tuning.auto, ...sharedOf(tuning.settings) } };
}

/** With other values of what both models are told. */
export function changeShared(tuning: Tuning, changes: Partial<Shared>): Tuning {
  return tuning.model === "vtracer"
    ? { ...tuning, settings: { ...tuning.settings, ...changes } }
    : { ...tuning, auto: { ...tuning.auto, ...changes } };
}

export function sharedOf({ palette, hierarchical, groupByColor }: Shared): Shared {
  return { palette, hierarchical, groupByColor };
}

/** What both models are told, as the chosen one is told it. */
export const sharedNow = ({ model, settings, auto }: Tuning): Shared => sharedOf(model === "vtracer" ? settings : auto);

/** The preset that these settings are, to the last of them. */
export function presetOf(settings: TraceSettings): BuiltinPresetId | undefined {
  const written = write(settings);
  const ids = Object.keys(builtinPresets) as BuiltinPresetId[];
  return ids.find((id) => write(builtinPresets[id].settings) === written);
}

/** Whether two settings are the same, in whatever order they were written. */
export const isSame = (one: TraceSettings, other: TraceSettings): boolean => write(one) === write(other);

/** A palette without a colour means nothing to a tracer. */
export const isComplete = (palette: PaletteChoice): boolean => palette.kind !== "fixed" || palette.colors.length > 0;

const write = (settings: TraceSettings) =>
  JSON.stringify(settings, (_, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
