import type { AppError } from "@lumiku/app-sdk";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import type { PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import type { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { useNavigate } from "react-router";
import { createPreset } from "../../presets";
import { say } from "../../say";
import { PresetDialog, type PresetFields } from "./preset-dialog";

export interface SavePresetProps {
  recipe: Recipe;
  name: string;
  /** Whose picture it shows. */
  avatar?: Avatar;
  onClose: () => void;
}

/** Keeps a recipe as a preset of one's own, without the pictures it follows: their people agreed to one use only. */
export default function SavePreset({ recipe, name, avatar, onClose }: SavePresetProps) {
  const navigate = useNavigate();

  const save = async (fields: PresetFields): Promise<AppError | undefined> => {
    const { referenceAssetIds: _, ...kept } = recipe;
    try {
      const preset = await createPreset({ ...fields, recipe: kept, ...(avatar && { avatarId: avatar.id }) });
      onClose();
      void say(`“${preset.name}” is one of your presets`, {
        action: { label: "Show", onClick: () => void navigate("/apps/avatar-creator/presets?shelf=own") },
      });
      return undefined;
    } catch (failure) {
      return failure as AppError;
    }
  };
  const category: PresetCategory = "casual";
  return (
    <PresetDialog
      title="Save as preset"
      action="Save preset"
      initial={{ name, summary: "", category }}
      {...(avatar && { picture: avatar.asset })}
      onSave={save}
      onClose={onClose}
    />
  );
}
