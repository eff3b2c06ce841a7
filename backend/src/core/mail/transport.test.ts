import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { createFolderTransport } from "./folder-transport";
import { createMailServer, type ReceivedMail } from "./smtp-server.fixture";
import { createSmtpTransport } from "./smtp-transport";
import { renderMail } from "./template";
import type { MailTransport, WrittenMail } from "./transport";

const from = "Lumiku <hello@lumiku.example>";

interface Subject {
  transport: MailTransport;
  /** What has arrived, oldest first. */
  read(): Promise<Email[]>;
  remove(): Promise<void>;
}

const subjects: Record<string, () => Promise<Subject>> = {
  async smtp() {
    const server = await createMailServer({ encryption: "starttls", login: { user: "lumiku", password: "p%40ss" } });
    const transport = createSmtpTransport({ url: server.url("lumiku:p%2540ss"), from });
    return { transport, read: async () => server.received, remove: server.close };
  },
  async folder() {
    const directory = await mkdtemp(join(tmpdir(), "lumiku-mail-"));
    const transport = createFolderTransport({ directory: join(directory, "mail"), from });
    return {
      transport,
      async read() {
        const names = (await readdir(join(directory, "mail"))).filter((name) => name.endsWith(".eml")).sort();
        return Promise.all(
          names.map(async (name) => PostalMime.parse(await Bun.file(join(directory, "mail", name)).bytes())),
        );
      },
      remove: () => rm(directory, { recursive: true, force: true }),
    };
  },
};

for (const [kind, create] of Object.entries(subjects)) {
  describe(`mail by ${kind}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await create();
    });
    afterAll(async () => {
      await subject.transport.close();
      await subject.remove();
    });
    let count = 0;
    const deliver = async (mail: Partial<WrittenMail>): Promise<Email> => {
      const written = {
        id: Bun.randomUUIDv7(),
        kind: "notice",
        createdAt: new Date(1_800_000_000_000 + ++count),
        ...mail,
      };
      await subject.transport.deliver({
        to: "ada@example.com",
        subject: "Hello",
        text: "Hi",
        html: "<p>Hi</p>",
        ...written,
      });
      const last = (await subject.read()).at(-1);
      if (!last) throw new Error("Nothing has arrived");
      return last;
    };

    test("a message arrives with both of its forms, whole, whatever it says", async () => {
      const mail = renderMail({
        to: "ada@example.com",
        kind: "notice",
        subject: "Grüße aus 東京 🎨",
        paragraphs: ["Hi <b>Ada</b> & co,", ".", "a very long line: ".repeat(200), "Prices: 10 €"],
        action: { label: "Öffnen", url: "https://lumiku.example/verify?token=a%20b&x=1" },
      });
      const arrived = await deliver(mail);
      expect(arrived.subject).toBe(mail.subject);
      expect(arrived.text?.replaceAll("\r\n", "\n").trimEnd()).toBe(mail.text.trimEnd());
      expect(arrived.html?.replaceAll("\r\n", "\n").trimEnd()).toBe(mail.html.trimEnd());
    });

    test("it says whom it is from, when it was written, and that nobody need answer", async () => {
      const id = Bun.randomUUIDv7();
      const arrived = await deliver({ id, createdAt: new Date("2027-02-01T10:00:00Z") });
      expect(arrived.from).toMatchObject({ name: "Lumiku", address: "hello@lumiku.example" });
      expect(arrived.date).toBe("2027-02-01T10:00:00.000Z");
      expect(arrived.messageId).toBe(`<${id}@lumiku.example>`);
      expect(arrived.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
    });

    test("nobody else gets it, whatever stands in the address and the subject", async () => {
      await deliver({ subject: "Hello\r\nBcc: eve@example.com", createdAt: new Date("2027-03-01T10:00:00Z") });
      for (const to of ["ada@example.com, eve@example.com", "ada@example.com>\r\nRCPT TO:<eve@example.com"]) {
        await deliver({ to }).catch(() => {});
      }
      const readers = (await subject.read()).flatMap(({ to = [], cc = [], bcc = [], ...mail }) => [
        ...[...to, ...cc, ...bcc].map(({ address }) => address),
        ...((mail as Partial<ReceivedMail>).recipients ?? []),
      ]);
      expect(readers).toContain("ada@example.com");
      expect(readers).not.toContain("eve@example.com");
    });

    test("many at once all arrive", async () => {
      const before = (await subject.read()).length;
      await Promise.all(Array.from({ length: 20 }, (_, index) => deliver({ subject: `Number ${index}` })));
      const subjectsSeen = (await subject.read()).map(({ subject }) => subject);
      expect(subjectsSeen).toHaveLength(before + 20);
      for (let index = 0; index < 20; index++) expect(subjectsSeen).toContain(`Number ${index}`);
    });
  });
}
