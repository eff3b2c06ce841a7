import { createTransport } from "nodemailer";
import { composeMessage } from "./message";
import { MailError, type MailFailure, type MailTransport } from "./transport";

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;
/** Shorter than a message is claimed for: while it may still arrive, nobody else sends it. */
const DELIVERY_MS = 60_000;
const CONNECTIONS = 5;

export interface SmtpTransportOptions {
  /**
   * `smtps://user:password@host:465`, or `smtp://…:587` for STARTTLS. A password goes over an encrypted connection
   * or not at all, unless the address says `?ignoreTLS=true`.
   */
  url: string;
  /** "Lumiku <hello@lumiku.example>" */
  from: string;
}

/** Hands messages to a mail server. */
export function createSmtpTransport({ url, from }: SmtpTransportOptions): MailTransport {
  const server = new URL(url);
  const hasPassword = server.username !== "";
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    // No second try of its own: the message waits in the table.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    ...(hasPassword && server.protocol === "smtp:" && { requireTLS: server.searchParams.get("ignoreTLS") !== "true" }),
  });

  return {
    outcome: "sent",

    async deliver(mail) {
      try {
        await pool.sendMail({ ...composeMessage(mail, from), signal: AbortSignal.timeout(DELIVERY_MS) });
      } catch (error) {
        throw toMailError(error, server.host);
      }
    },

    async close() {
      pool.close();
    },
  };
}

interface SmtpError {
  /** nodemailer's own. */
  code?: string;
  /** That of the socket, where it was the socket that failed. */
  originalCode?: string;
  /** What the server answered. */
  responseCode?: number;
}

function toMailError(error: unknown, host: string): MailError {
  const { code, originalCode, responseCode } = error as SmtpError;
  const reason = reasonOf(originalCode ?? code, responseCode);
  return new MailError(reason, sentences[reason](host, responseCode), { cause: error });
}

function reasonOf(code: string | undefined, responseCode: number | undefined): MailFailure {
  if (code === "EAUTH" || code === "ENOAUTH" || code === "EOAUTH2") return "login";
  if (code === "ETLS" || code === "EREQUIRETLS" || isCertificate(code)) return "encryption";
  return responseCode === undefined ? "unreachable" : "refused";
}

/** As OpenSSL and BoringSSL name what is wrong with a certificate. */
const isCertificate = (code = "") => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(code);

const sentences: Record<MailFailure, (host: string, responseCode?: number) => string> = {
  unreachable: (host) => `The mail server ${host} does not answer.`,
  encryption: (host) =>
    `The connection to the mail server ${host} could not be encrypted: it offers no STARTTLS, or its certificate is not trusted.`,
  login: (host) => `The mail server ${host} does not accept the user and the password of SMTP_URL.`,
  refused: (host, responseCode) => `The mail server ${host} did not take the message (${responseCode}).`,
  disk: () => "The message could not be written.",
};
