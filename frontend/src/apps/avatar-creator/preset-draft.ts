import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import type { Draft } from "./draft";
import { toDraft } from "./draft-request";
import { changeWithUndo } from "./undo";

/** What a preset fills in: the person and how they are drawn. How many and from which seed stays as it was. */
export function fillingOf({ id, recipe }: Pick<Preset, "id" | "recipe">): Partial<Draft> {
  const { count: _, seed: __, ...filling } = toDraft({ ...recipe, presetId: id });
  return filling;
}

/** Fills a project's draft with a preset; what was there can be had back. */
export function applyPreset(projectId: string, preset: Preset): void {
  changeWithUndo(projectId, fillingOf(preset), `${preset.name} is filled in`);
}
