import type { AppError } from "@lumiku/app-sdk";
import type { Draft } from "../../draft";

/** What every group of fields is given. */
export interface FieldsProps {
  draft: Draft;
  /** What the last start was refused with. */
  error: AppError | undefined;
  onChange: (changes: Partial<Draft>) => void;
}

/** What the server said about one field; `path` is a JSON pointer into the request. */
export function fieldError(error: AppError | undefined, path: string): string | undefined {
  return error?.errors?.find((problem) => problem.path === path)?.message;
}
