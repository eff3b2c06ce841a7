import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { type FormEvent, useState } from "react";

export interface RenameDialogProps {
  name: string;
  /** How long a name may be. */
  maxLength: number;
  /** @throws AppError when the name is refused */
  onRename: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Another name for a picture or a preset. */
export default function RenameDialog({ name: before, maxLength, onRename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onRename(name.trim());
      onClose();
    } catch (failure) {
      const { message, errors } = failure as AppError;
      setProblem(errors?.[0]?.message ?? message);
      setBusy(false);
    }
  };
  return (
    <Dialog title="Rename" size="small" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-5 p-5">
        <TextField
          label="Name"
          required
          dir="auto"
          maxLength={maxLength}
          value={name}
          error={problem}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy || name.trim() === ""}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
