import type { AppError } from "@lumiku/app-sdk";

/** What the server said about one field; `path` is a JSON pointer into the request. */
export function fieldError(error: AppError | undefined, path: string): string | undefined {
  return error?.errors?.find((problem) => problem.path === path)?.message;
}
