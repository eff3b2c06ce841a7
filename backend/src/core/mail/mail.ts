/** A message to one person, without a look: the service gives it one in text and HTML. */
export interface OutgoingMail {
  to: string;
  /** "verification", "password-reset", "receipt", … */
  kind: string;
  subject: string;
  /** Plain text; whatever is in it is escaped in the HTML form. */
  paragraphs: readonly string[];
  /** The one thing to do about it. */
  action?: { label: string; url: string } | undefined;
}

export interface Mail {
  /** Writes a message down, in the transaction in progress if there is one; it is sent after the commit, and again until it is sent. */
  send(mail: OutgoingMail): Promise<void>;
}
