import { X } from "lucide-react";
import type { Draft } from "../../draft";
import { usePresets } from "../../presets";
import type { FieldsProps } from "./fields";

/** What the draft was begun from, with the way to leave that behind. */
export function OriginNote({ draft, onChange }: Pick<FieldsProps, "draft" | "onChange">) {
  const { items } = usePresets();
  const words = wordsOf(draft, items);
  if (!words) return null;
  return (
    <p className="flex min-h-9 items-center rounded-control bg-accent-soft pl-3 text-[13px] text-accent-ink">
      <span className="min-w-0 flex-1 truncate">{words}</span>
      <button
        type="button"
        aria-label="Make it a portrait of its own"
        onClick={() => onChange({ presetId: null, parentAvatarId: null })}
        className="grid size-9 shrink-0 place-items-center rounded-control pointer-coarse:size-11"
      >
        <X size={15} aria-hidden="true" />
      </button>
    </p>
  );
}

function wordsOf({ parentAvatarId, presetId }: Draft, presets: readonly { id: string; name: string }[]) {
  if (parentAvatarId) return "Becomes another version of the avatar";
  const preset = presets.find(({ id }) => id === presetId);
  return preset && `From the preset ${preset.name}`;
}
