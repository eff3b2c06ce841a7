import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { composeMessage } from "./message";
import { MailError, type MailTransport } from "./transport";

const KEPT_FILES = 1_000;

export interface FolderTransportOptions {
  directory: string;
  from: string;
  /** The newest files, of which there are never many more. */
  keptFiles?: number;
}

/** Writes messages to a folder as .eml files, which any mail program opens. Only the account the platform runs under reads them. */
export function createFolderTransport(options: FolderTransportOptions): MailTransport {
  const { directory, from, keptFiles = KEPT_FILES } = options;
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });

  const trim = async () => {
    const files = (await readdir(directory)).filter((name) => name.endsWith(".eml")).sort();
    for (const name of files.slice(0, Math.max(0, files.length - keptFiles)))
      await rm(join(directory, name), { force: true });
  };

  return {
    outcome: "kept",

    async deliver(mail) {
      const { message } = await composer.sendMail(composeMessage(mail, from));
      // In the order of time, and the same name again for the same message.
      const time = mail.createdAt.toISOString().replaceAll(":", "-");
      const name = `${time}-${mail.kind}-${mail.id}.eml`;
      const draft = join(directory, `${name}.${crypto.randomUUID()}.draft`);
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const file = await open(draft, "wx", 0o600);
        try {
          await file.writeFile(message as Buffer);
        } finally {
          await file.close();
        }
        await rename(draft, join(directory, name));
        await trim();
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw new MailError("disk", "The message could not be written to the data folder.", { cause: error });
      }
    },

    async close() {
      composer.close();
    },
  };
}
