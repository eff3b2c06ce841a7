import type { SendMailOptions } from "nodemailer";
import type { WrittenMail } from "./transport";

/** The headers and parts of a message. A second delivery has the first one's id, so most mailboxes show it once. */
export function composeMessage({ id, to, subject, text, html, createdAt }: WrittenMail, from: string): SendMailOptions {
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? "localhost";
  return {
    from,
    // As an object it is one address, whatever is in it.
    to: { name: "", address: to },
    ...{ subject, text, html },
    messageId: `<${id}@${domain}>`,
    date: createdAt,
    // RFC 3834: nobody's holiday notice answers it.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
