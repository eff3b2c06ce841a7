import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { applyPreset } from "../../preset-draft";
import { usePresets } from "../../presets";
import { PresetCard } from "../presets/preset-card";
import { PromptExamples } from "../studio/prompt-field";

const SHOWN = 8;

export interface EmptyResultProps {
  projectId: string;
  /** Where the description is far from here. */
  hasExamples: boolean;
  onDescribe: (prompt: string) => void;
}

/** Before the first picture: whom one could begin with. */
export function EmptyResult({ projectId, hasExamples, onDescribe }: EmptyResultProps) {
  const { items, status } = usePresets();
  const people = onePerCategory(items).slice(0, SHOWN);
  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="grid gap-1.5">
        <h2 className="font-semibold text-lg tracking-tight">Who should it be?</h2>
        <p className="max-w-prose text-muted">
          Describe the person in a few words and press Generate, or begin with somebody who is here already.
        </p>
      </div>
      {hasExamples && <PromptExamples onChoose={onDescribe} />}
      {status !== "failed" && (
        <ul className="grid min-h-40 grid-cols-2 content-start gap-3 sm:grid-cols-3 xl:grid-cols-4">
          {people.map((preset) => (
            <li key={preset.id}>
              <PresetCard preset={preset} isSmall onUse={() => applyPreset(projectId, preset)} />
            </li>
          ))}
        </ul>
      )}
      {people.length > 0 && (
        <Link
          to={`/apps/avatar-creator/presets?project=${projectId}`}
          className="inline-flex min-h-11 items-center gap-1.5 justify-self-start font-medium text-[13px] text-accent-ink"
        >
          All presets
          <ArrowRight size={15} aria-hidden="true" />
        </Link>
      )}
    </div>
  );
}

/** The first of each category, then the second of each, and so on: as different as they come. */
function onePerCategory<T extends { category: string }>(presets: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return presets
    .map((preset) => {
      const round = seen.get(preset.category) ?? 0;
      seen.set(preset.category, round + 1);
      return { preset, round };
    })
    .sort((a, b) => a.round - b.round)
    .map(({ preset }) => preset);
}
