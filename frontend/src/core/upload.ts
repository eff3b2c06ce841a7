import type { ClientRequest } from "@lumiku/app-sdk";
import axios from "axios";
import type { Answer } from "./http";

/** Sends a form with its files and tells how much of it has gone: `fetch` cannot. A large file takes as long as it takes. */
export async function sendForm(request: ClientRequest): Promise<Answer> {
  const { method, url, body, headers, signal, onProgress } = request;
  const {
    status,
    data,
    headers: answered,
  } = await axios.request<unknown>({
    ...{ method, url, headers, data: body, validateStatus: null },
    ...(signal && { signal }),
    onUploadProgress: ({ progress }) => progress !== undefined && onProgress?.(progress),
  });
  return { status, data: data === "" ? undefined : data, retryAfter: String(answered["retry-after"] ?? "") };
}
