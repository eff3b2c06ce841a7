import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface ReceivedMail extends Email {
  /** To whom the envelope was addressed. */
  recipients: string[];
  isEncrypted: boolean;
  user: string | undefined;
}

export interface MailServer {
  /** Of whatever this server asks for: "smtp://ada:secret@127.0.0.1:2525". */
  url(credentials?: string): string;
  received: ReceivedMail[];
  /** Its answer to the next messages, in place of taking them. */
  refuse(answer: { code: number; message: string } | undefined): void;
  close(): Promise<void>;
}

export interface MailServerOptions {
  encryption: "none" | "starttls" | "tls";
  /** Whom it lets in; anybody when left out. */
  login?: { user: string; password: string };
}

/** A real mail server on loopback, with a certificate nobody signed. */
export async function createMailServer({ encryption, login }: MailServerOptions): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let refusal: { code: number; message: string } | undefined;
  const options: SMTPServerOptions = {
    secure: encryption === "tls",
    ...(encryption === "none" && { disabledCommands: ["STARTTLS"] }),
    authOptional: login === undefined,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(new Error("Authentication failed"));
    },
    onRcptTo(_address, _session, done) {
      done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData(stream, session, done) {
      const read = async () => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream) chunks.push(chunk as Uint8Array);
        const email = await PostalMime.parse(Buffer.concat(chunks));
        received.push({
          ...email,
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          isEncrypted: session.secure,
          user: session.user,
        });
      };
      read().then(() => done(), done);
    },
  };
  const server = new SMTPServer(options);
  // What a client breaks off is the client's to tell.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;

  return {
    received,
    url(credentials = login ? `${login.user}:${login.password}` : "") {
      const scheme = encryption === "tls" ? "smtps" : "smtp";
      return `${scheme}://${credentials && `${credentials}@`}127.0.0.1:${port}/?tls.rejectUnauthorized=false`;
    },
    refuse(answer) {
      refusal = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
