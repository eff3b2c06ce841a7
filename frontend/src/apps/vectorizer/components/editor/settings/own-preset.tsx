import type { VectorPreset } from "@lumiku/contracts/vectorizer";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Menu, MenuItem } from "@lumiku/ui/menu";
import { BookmarkPlus, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { removePreset } from "../../../editor/presets";

interface OwnPresetProps {
  preset: VectorPreset;
  isChosen: boolean;
  onUse: () => void;
  onRename: () => void;
  onUpdate: () => void;
}

/** One of the presets a person keeps. */
export default function OwnPreset({ preset, isChosen, onUse, onRename, onUpdate }: OwnPresetProps) {
  const trigger = (
    <Button look="quiet" size="icon" aria-label={`More about ${preset.name}`}>
      <Ellipsis size={17} aria-hidden="true" />
    </Button>
  );
  return (
    <li className={classNames("flex items-center rounded-control", isChosen ? "bg-accent-soft" : "hover:bg-sunken")}>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onUse}
        className={classNames(
          "h-11 min-w-0 flex-1 truncate rounded-control px-3 text-left",
          isChosen && "font-medium text-accent-ink",
        )}
      >
        {preset.name}
      </button>
      <Menu trigger={trigger}>
        <MenuItem onSelect={onRename}>
          <Pencil size={16} aria-hidden="true" className="text-faint" />
          Rename
        </MenuItem>
        {!isChosen && (
          <MenuItem onSelect={onUpdate}>
            <BookmarkPlus size={16} aria-hidden="true" className="text-faint" />
            Replace by the settings now
          </MenuItem>
        )}
        <MenuItem onSelect={() => void removePreset(preset)}>
          <Trash2 size={16} aria-hidden="true" className="text-faint" />
          Remove
        </MenuItem>
      </Menu>
    </li>
  );
}
