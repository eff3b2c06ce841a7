import { callAuth } from "../../core/http";

/** Writes to an address, if it has an account, with a link to choose a new password. */
export async function sendPasswordLink(email: string): Promise<void> {
  await callAuth("request-password-reset", { email });
}

/** Writes to an address that is not confirmed yet. */
export async function sendConfirmationLink(email: string): Promise<void> {
  await callAuth("send-verification-email", { email });
}

/** What following a link in a mail does: confirms an address, agrees to another one, or changes to it. */
export interface MailLink {
  kind: "confirm" | "agree" | "change";
  /** The address it is about. */
  email: string;
}

/**
 * What the token of a link says of itself, to tell people what has happened. Whether it counts is the server's to say.
 *
 * @returns null for one that cannot be read
 */
export function readMailLink(token: string): MailLink | null {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { email, updateTo, requestType } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    if (typeof email !== "string") return null;
    if (typeof updateTo !== "string") return { kind: "confirm", email };
    return { kind: requestType === "change-email-confirmation" ? "agree" : "change", email: updateTo };
  } catch {
    return null;
  }
}
