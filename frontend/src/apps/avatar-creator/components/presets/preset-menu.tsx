import type { AppError } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { Ellipsis, PenLine, SlidersHorizontal, Sparkles, Trash2 } from "lucide-react";
import { useState } from "react";
import { priceOf } from "../../../../core/quota";
import { useSession } from "../../../../core/session";
import { cost } from "../../../../core/words";
import { hidePreset, updatePreset } from "../../presets";
import { say, sayFailure } from "../../say";
import { PresetDialog, type PresetFields } from "./preset-dialog";

export interface PresetMenuProps {
  preset: Preset;
  /** What it is drawn by. */
  model: Model | undefined;
  onUse: () => void;
  onDraw: () => void;
}

const UNDO_MS = 8_000;

/** What can be done with a preset; more with one's own. */
export default function PresetMenu({ preset, model, onUse, onDraw }: PresetMenuProps) {
  const me = useSession((state) => state.me);
  const [isChanging, setChanging] = useState(false);
  const price = me && model?.isAvailable ? priceOf(me, model, 1) : undefined;
  const trigger = (
    <button
      type="button"
      aria-label={`More about ${preset.name}`}
      className="grid size-9 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink pointer-coarse:size-11"
    >
      <Ellipsis size={17} aria-hidden="true" />
    </button>
  );
  const save = async (fields: PresetFields): Promise<AppError | undefined> => {
    try {
      await updatePreset(preset.id, fields);
      setChanging(false);
      return undefined;
    } catch (failure) {
      return failure as AppError;
    }
  };
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem onSelect={onUse}>
          <SlidersHorizontal size={16} aria-hidden="true" className="text-faint" />
          Use in the studio
        </MenuItem>
        {price?.isAffordable && (
          <MenuItem onSelect={onDraw}>
            <Sparkles size={16} aria-hidden="true" className="text-faint" />
            Draw at once
            <span className="tabular ml-auto pl-4 text-[13px] text-faint">{cost(price.unit, price.total)}</span>
          </MenuItem>
        )}
        {preset.isOwn && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => setChanging(true)}>
              <PenLine size={16} aria-hidden="true" className="text-faint" />
              Rename or move
            </MenuItem>
            <MenuItem onSelect={() => removeWithUndo(preset)}>
              <Trash2 size={16} aria-hidden="true" className="text-faint" />
              Remove
            </MenuItem>
          </>
        )}
      </Menu>
      {isChanging && (
        <PresetDialog
          title="Change the preset"
          action="Save"
          initial={preset}
          onSave={save}
          onClose={() => setChanging(false)}
        />
      )}
    </>
  );
}

/** Gone at once, and for good when the way back has gone too. */
function removeWithUndo(preset: Preset): void {
  const { keep, finish } = hidePreset(preset);
  const end = () => finish().catch((failure: AppError) => sayFailure(failure));
  void say(`“${preset.name}” is removed`, {
    duration: UNDO_MS,
    action: { label: "Undo", onClick: keep },
    onAutoClose: end,
    onDismiss: (closed) => !closed.delete || end(),
  });
}
