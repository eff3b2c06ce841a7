/** A message as it goes out: written down under this id, with both of its forms. */
export interface WrittenMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  kind: string;
  createdAt: Date;
}

/** Takes messages to where they are read. */
export interface MailTransport {
  /** What has become of a message it took: `sent` is out of our hands, `kept` is read by an administrator here. */
  readonly outcome: "sent" | "kept";
  /** @throws MailError when the message did not get there; it may be tried again */
  deliver(mail: WrittenMail): Promise<void>;
  close(): Promise<void>;
}

export type MailFailure =
  /** Nobody answers where the mail server should be, or it fell silent. */
  | "unreachable"
  /** The connection could not be encrypted. */
  | "encryption"
  /** It does not accept our name and password. */
  | "login"
  /** It does not take this message, or not now. */
  | "refused"
  /** The message could not be written to the disk. */
  | "disk";

/** Why a message did not get to where it is read. Its text names nobody and holds nothing of the message. */
export class MailError extends Error {
  override readonly name = "MailError";

  constructor(
    readonly reason: MailFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
