import type { AppError } from "@lumiku/app-sdk";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Dropzone } from "@lumiku/ui/dropzone";
import { TextField } from "@lumiku/ui/field";
import { ProgressBar } from "@lumiku/ui/progress";
import { useState } from "react";
import { api } from "../../api";
import { useAvatars } from "../../avatars";
import { pictureRules } from "./picture-rules";

const MAX_NAME = 80;

/** A portrait of one's own, brought into the project as it is. */
export default function UploadStart({ projectId, onAdded }: { projectId: string; onAdded: (avatar: Avatar) => void }) {
  const [name, setName] = useState("");
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<string>();

  const upload = async (file: File) => {
    setProblem(undefined);
    setSent(0);
    try {
      const body = name.trim() ? { name: name.trim() } : {};
      const avatar = await api.uploadAvatar({ params: { projectId }, body, file, onProgress: setSent });
      useAvatars.getState().upsert(avatar);
      setName("");
      onAdded(avatar);
    } catch (failure) {
      const { message, errors } = failure as AppError;
      setProblem(errors?.[0]?.message ?? message);
    } finally {
      setSent(undefined);
    }
  };

  return (
    <div className="grid gap-4">
      <TextField
        label="Name"
        hint="Or leave it to the file."
        maxLength={MAX_NAME}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Dropzone
        {...pictureRules}
        label="Bring a portrait of your own"
        isBusy={sent !== undefined}
        onFiles={([file]) => file && void upload(file)}
        onRefused={setProblem}
      />
      {sent !== undefined && <ProgressBar value={Math.round(sent * 100)} label="Upload" />}
      <p role="status" className="text-[13px] text-danger empty:hidden">
        {problem}
      </p>
      <p className="text-[13px] text-faint">
        Free. It is checked, freed of hidden data such as where it was taken, and kept in this project and your library.
      </p>
    </div>
  );
}
