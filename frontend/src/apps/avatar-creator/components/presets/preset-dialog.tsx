import type { AppError, Asset } from "@lumiku/app-sdk";
import type { PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { SelectField, TextField } from "@lumiku/ui/field";
import { Picture } from "@lumiku/ui/picture";
import { type FormEvent, useState } from "react";
import { categoryOptions } from "../../preset-filter";
import { fieldError } from "../studio/fields";

export interface PresetFields {
  name: string;
  summary: string;
  category: PresetCategory;
}

export interface PresetDialogProps {
  title: string;
  action: string;
  initial: PresetFields;
  picture?: Asset;
  /** @returns what it was refused with */
  onSave: (fields: PresetFields) => Promise<AppError | undefined>;
  onClose: () => void;
}

/** What a preset is called, and where it stands. */
export function PresetDialog({ title, action, initial, picture, onSave, onClose }: PresetDialogProps) {
  const [fields, setFields] = useState(initial);
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);
  const set = (changes: Partial<PresetFields>) => setFields((before) => ({ ...before, ...changes }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(await onSave({ ...fields, name: fields.name.trim(), summary: fields.summary.trim() }));
    setBusy(false);
  };
  return (
    <Dialog title={title} size="small" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4 p-5">
        {picture && (
          <Picture
            {...picture}
            src={picture.thumbnailUrl}
            alt=""
            className="aspect-square! w-28 justify-self-center rounded-card"
          />
        )}
        <TextField
          label="Name"
          required
          maxLength={60}
          value={fields.name}
          error={fieldError(error, "/body/name")}
          onChange={({ target }) => set({ name: target.value })}
        />
        <TextField
          label="In one line"
          maxLength={140}
          placeholder="A calm doctor with a green hijab"
          value={fields.summary}
          error={fieldError(error, "/body/summary")}
          onChange={({ target }) => set({ summary: target.value })}
        />
        <SelectField
          label="Category"
          value={fields.category}
          onChange={({ target }) => set({ category: target.value as PresetCategory })}
        >
          {categoryOptions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        {error && !error.errors?.length && (
          <p role="alert" className="text-[13px] text-danger">
            {error.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy || !fields.name.trim()}>
            {isBusy ? "Saving …" : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
