import type { RequestClass } from "./budgets";

const AUTH = "/api/auth/";

/** Below `/api/auth/`, in the order they are tried. What only looks is an ordinary request. */
const authClasses: readonly (readonly [RegExp, RequestClass])[] = [
  [/^sign-up\b/, "sign-up"],
  [/^(request-password-reset|forget-password|send-verification-email|change-email)\b/, "account-mail"],
  [/^two-factor\/(verify|send)-/, "two-factor"],
  // Whatever takes a password, or a secret in place of one, could be used to guess it.
  [/^(sign-in|two-factor|reset-password|verify-password|change-password|delete-user)\b/, "sign-in"],
];

/** The pictures of an app's own. */
const PUBLIC_FILE = /^\/api\/apps\/[\w-]+\/files\/[\w.-]+$/;

/** What makes us write to the mailbox that is named. */
const writesMail: ReadonlySet<RequestClass> = new Set(["sign-up", "account-mail"]);

/** The classes a request belongs to as far as its address tells; what a contract says of its route comes on top. */
export function classify(
  method: string,
  path: string,
  { format, size }: Partial<Record<string, string>> = {},
): readonly RequestClass[] {
  if (path.startsWith("/api/health/")) return [];
  // Another format or size is drawn for whoever asks, signed in or with a link.
  if (path.startsWith("/api/files/")) return (format ?? size) === undefined ? ["file"] : ["file", "download"];
  if (PUBLIC_FILE.test(path)) return ["file"];
  if (path.startsWith("/api/webhooks/")) return ["webhook"];
  if (path === "/api/account/password-strength") return ["request", "password-strength"];
  if (!path.startsWith(AUTH) || method !== "POST") return ["request"];
  const rest = path.slice(AUTH.length);
  const found = authClasses.find(([pattern]) => pattern.test(rest));
  if (!found) return ["request"];
  return writesMail.has(found[1]) ? ["request", "mailbox", found[1]] : ["request", found[1]];
}
