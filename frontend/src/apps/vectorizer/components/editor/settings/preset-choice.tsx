import type { VectorPreset } from "@lumiku/contracts/vectorizer";
import { type BuiltinPresetId, builtinPresets, type TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Baseline, BookmarkPlus, Brush, Camera, Grid3x3, type LucideIcon, Shapes, Smile } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { renamePreset, updatePreset, usePresets } from "../../../editor/presets";
import { isSame, presetOf } from "../../../editor/tuning";
import type { Desk } from "../../../editor/use-desk";
import { useKeptFocus } from "../../../editor/use-kept-focus";

const OwnPreset = lazy(() => import("./own-preset"));
const SavePreset = lazy(() => import("./save-preset"));
const RenameDialog = lazy(() => import("../../rename-dialog"));

const MAX_NAME = 60;

const icons: Record<BuiltinPresetId, LucideIcon> = {
  logo: Shapes,
  icon: Smile,
  "line-art": Baseline,
  illustration: Brush,
  photo: Camera,
  "pixel-art": Grid3x3,
};
const builtins = Object.entries(builtinPresets) as [BuiltinPresetId, (typeof builtinPresets)[BuiltinPresetId]][];

/** Settings to begin from: those of the platform and one's own. */
export function PresetChoice({ desk }: { desk: Desk }) {
  const { settings } = desk.tuning;
  const { items } = usePresets();
  const [isSaving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<VectorPreset>();
  const section = useKeptFocus(`${items.length} ${isSaving}`);
  const chosen = presetOf(settings);
  const use = (id: string, next: TraceSettings) =>
    desk.editor.tune((before) => ({ ...before, settings: next }), `preset ${id}`);
  const isKept = chosen !== undefined || items.some((preset) => isSame(preset.settings, settings));
  return (
    <section ref={section} tabIndex={-1} aria-label="Presets" className="grid gap-1.5">
      <div className="flex min-h-9 items-center justify-between">
        <h2 className="font-medium text-[13px]">Begin from</h2>
        <Button size="small" look="quiet" className="-mr-3" disabled={isKept} onClick={() => setSaving(true)}>
          <BookmarkPlus size={15} aria-hidden="true" />
          Save as preset
        </Button>
      </div>
      <div className="grid grid-cols-3 gap-1.5">
        {builtins.map(([id, { name, summary, settings: preset }]) => {
          const Icon = icons[id];
          return (
            <button
              key={id}
              type="button"
              title={summary}
              aria-pressed={id === chosen}
              onClick={() => use(id, preset)}
              className={classNames(
                "grid h-16 justify-items-center gap-1 rounded-control border py-2.5 text-[13px] transition-colors duration-150",
                id === chosen
                  ? "border-accent bg-accent-soft font-medium text-accent-ink"
                  : "border-line-strong text-muted hover:border-faint hover:text-ink",
              )}
            >
              <Icon size={18} aria-hidden="true" />
              {name}
            </button>
          );
        })}
      </div>
      {items.length > 0 && (
        <ul aria-label="Your presets" className="grid">
          <Suspense>
            {items.map((preset) => (
              <OwnPreset
                key={preset.id}
                preset={preset}
                isChosen={isSame(preset.settings, settings)}
                onUse={() => use(preset.id, preset.settings)}
                onRename={() => setRenamed(preset)}
                onUpdate={() => void updatePreset(preset, settings)}
              />
            ))}
          </Suspense>
        </ul>
      )}
      <Suspense>
        {isSaving && <SavePreset settings={settings} onClose={() => setSaving(false)} />}
        {renamed && (
          <RenameDialog
            name={renamed.name}
            maxLength={MAX_NAME}
            onRename={(name) => renamePreset(renamed, name)}
            onClose={() => setRenamed(undefined)}
          />
        )}
      </Suspense>
    </section>
  );
}
