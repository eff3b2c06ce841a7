import type { AppError } from "@lumiku/app-sdk";
import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { type FormEvent, useState } from "react";
import { createPreset } from "../../../editor/presets";

/** Keeps settings under a name. */
export default function SavePreset({ settings, onClose }: { settings: TraceSettings; onClose: () => void }) {
  const [name, setName] = useState("");
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await createPreset(name.trim(), settings);
      onClose();
    } catch (failure) {
      setError(failure as AppError);
      setBusy(false);
    }
  };
  return (
    <Dialog title="Save as preset" size="small" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4 p-5">
        <TextField
          label="Name"
          required
          maxLength={60}
          placeholder="Shop logos"
          value={name}
          error={error?.errors?.[0]?.message ?? error?.message}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy || !name.trim()}>
            {isBusy ? "Saving …" : "Save preset"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
