import type { AppError } from "@lumiku/app-sdk";
import type { Project } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextAreaField, TextField } from "@lumiku/ui/field";
import { type FormEvent, useState } from "react";
import { Refusal } from "../../../core/refusal";
import { fieldError } from "./studio/fields";

export interface ProjectDialogProps {
  /** The one to change; a new one without. */
  project?: Project;
  onSave: (values: { name: string; description: string }) => Promise<void>;
  onClose: () => void;
}

/** Names and describes a project. What was typed stays when it is refused. */
export function ProjectDialog({ project, onSave, onClose }: ProjectDialogProps) {
  const [name, setName] = useState(project?.name ?? "");
  const [description, setDescription] = useState(project?.description ?? "");
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onSave({ name: name.trim(), description: description.trim() });
      onClose();
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };

  return (
    <Dialog title={project ? "Rename or describe" : "New project"} size="small" onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="grid gap-4 p-5">
        <TextField
          label="Name"
          required
          maxLength={80}
          autoComplete="off"
          placeholder="Autumn campaign"
          value={name}
          error={fieldError(error, "/body/name")}
          onChange={(event) => setName(event.target.value)}
        />
        <TextAreaField
          label="Description"
          rows={3}
          maxLength={500}
          hint="What it is for. Only you see it."
          value={description}
          error={fieldError(error, "/body/description")}
          onChange={(event) => setDescription(event.target.value)}
        />
        <Refusal error={error?.errors ? undefined : error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy || !name.trim()}>
            {project ? "Save" : "Create project"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
