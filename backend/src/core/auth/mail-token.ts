export interface MailToken {
  /** The address so far. */
  email?: string;
  /** The address to be, when the token is about a change. */
  updateTo?: string;
  /** What the token is for, as better-auth calls it. */
  requestType?: string;
  /** When it was made, in seconds. */
  iat?: number;
}

/**
 * What a token of better-auth's mails says. Its signature is better-auth's to check: this is for tokens it has just
 * made, or has accepted.
 */
export function readMailToken(token: string): MailToken {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  } catch {
    return {};
  }
}
