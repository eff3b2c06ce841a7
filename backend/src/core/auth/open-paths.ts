/**
 * Those of better-auth's endpoints that people use. All others are closed: roles, API keys, devices and removal are
 * the platform's own, with rules of their own.
 */
const openPaths = new Set([
  "/sign-up/email",
  "/sign-in/email",
  "/sign-in/social",
  "/callback/google",
  "/sign-out",
  "/get-session",
  "/verify-email",
  "/send-verification-email",
  "/request-password-reset",
  "/reset-password",
  "/change-password",
  "/change-email",
  "/update-user",
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
  "/two-factor/generate-backup-codes",
]);

/** Whether an endpoint answers people. @param path below `/api/auth` */
export function isOpen(path: string): boolean {
  return openPaths.has(path);
}

/** Answers differ inside by whether an account exists, and must not outside: they take this long at least. Milliseconds. */
export const QUIET_MS = 250;
const quietPaths = new Set(["/request-password-reset", "/change-email"]);

/** @param isQuietSignUp signing up does not tell either that an account exists */
export function isQuiet(path: string, isQuietSignUp: boolean): boolean {
  return quietPaths.has(path) || (isQuietSignUp && path === "/sign-up/email");
}
