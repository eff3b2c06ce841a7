import type { AppError } from "@lumiku/app-sdk";
import { useState } from "react";
import { assetsApi } from "../../core/assets-api";
import { uploads } from "./shelves";

export interface Uploading {
  id: number;
  name: string;
  /** 0 to 1 of the file; what comes after is the server's work. */
  sent: number;
  error: AppError | undefined;
}

let lastId = 0;

/** Sends pictures one after the other, and says how far each is or why it was refused. */
export function useUploading() {
  const [files, setFiles] = useState<Uploading[]>([]);
  const change = (id: number, changes: Partial<Uploading>) =>
    setFiles((known) => known.map((file) => (file.id === id ? { ...file, ...changes } : file)));
  const dismiss = (id: number) => setFiles((known) => known.filter((file) => file.id !== id));

  const start = async (chosen: readonly File[]) => {
    const waiting = chosen.map((file) => ({ file, id: ++lastId }));
    setFiles((known) => [
      ...known.filter(({ error }) => !error),
      ...waiting.map(({ id, file: { name } }) => ({ id, name, sent: 0, error: undefined })),
    ]);
    for (const { file, id } of waiting) {
      try {
        uploads.put(await assetsApi.upload({ file, onProgress: (sent) => change(id, { sent }) }));
        dismiss(id);
      } catch (error) {
        change(id, { error: error as AppError });
      }
    }
  };

  return { files, start, dismiss };
}
