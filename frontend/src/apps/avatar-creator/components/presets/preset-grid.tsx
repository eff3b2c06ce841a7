import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { LayoutTemplate } from "lucide-react";
import type { ReactNode } from "react";
import { LoadFailed } from "../../../../core/load-failed";
import { filterPresets, type PresetShelf } from "../../preset-filter";
import { usePresets } from "../../presets";
import { PresetCard } from "./preset-card";

export interface PresetGridProps {
  shelf: PresetShelf;
  search: string;
  isSmall?: boolean;
  /** Its columns. */
  className: string;
  onUse: (preset: Preset) => void;
  /** Beside each name. */
  tools?: (preset: Preset) => ReactNode;
}

const places = ["a", "b", "c", "d", "e", "f"];

/** The presets of a shelf. */
export function PresetGrid({ shelf, search, isSmall = false, className, onUse, tools }: PresetGridProps) {
  const { status, error, items, reload } = usePresets();
  const found = filterPresets(items, shelf, search);
  if (error) return <LoadFailed error={error} onRetry={reload} />;
  if (status === "ready" && found.length === 0) {
    return shelf === "own" && !search ? (
      <EmptyState icon={<LayoutTemplate size={22} />} title="None of your own yet">
        When a portrait came out well, choose “Save as preset” beside it, and it waits for you here.
      </EmptyState>
    ) : (
      <EmptyState icon={<LayoutTemplate size={22} />} title="Nobody like that">
        Try another word or another category.
      </EmptyState>
    );
  }
  return (
    <ul className={className}>
      {status === "ready"
        ? found.map((preset) => (
            <li key={preset.id}>
              <PresetCard preset={preset} isSmall={isSmall} onUse={() => onUse(preset)}>
                {tools?.(preset)}
              </PresetCard>
            </li>
          ))
        : places.map((key) => <Skeleton key={key} className={isSmall ? "aspect-4/5" : "aspect-3/4"} />)}
    </ul>
  );
}
