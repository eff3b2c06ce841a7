import { afterEach, expect, test } from "bun:test";
import { createMailServer, type MailServer, type MailServerOptions } from "./smtp-server.fixture";
import { createSmtpTransport } from "./smtp-transport";
import { MailError, type MailTransport } from "./transport";

const login = { user: "lumiku", password: "correct" };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function serve(options: MailServerOptions): Promise<MailServer> {
  const server = await createMailServer(options);
  open.push(server);
  return server;
}

function connect(url: string): MailTransport {
  const transport = createSmtpTransport({ url, from: "Lumiku <hello@lumiku.example>" });
  open.push(transport);
  return transport;
}

const deliver = (transport: MailTransport) =>
  transport.deliver({
    ...{ id: Bun.randomUUIDv7(), to: "ada@example.com", kind: "notice", createdAt: new Date() },
    ...{ subject: "Hello", text: "The secret is 4711", html: "" },
  });

const failure = async (transport: MailTransport): Promise<MailError> => {
  const error = await deliver(transport).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof MailError)) throw new Error("It was delivered, or failed otherwise");
  return error;
};

test("a server with TLS from the beginning, and one with STARTTLS, get it encrypted and signed in", async () => {
  for (const encryption of ["tls", "starttls"] as const) {
    const server = await serve({ encryption, login });
    await deliver(connect(server.url()));
    expect(server.received).toMatchObject([{ isEncrypted: true, user: "lumiku", recipients: ["ada@example.com"] }]);
  }
});

test("a server that asks for no password gets it without one, encrypted where it can be", async () => {
  for (const encryption of ["none", "starttls"] as const) {
    const server = await serve({ encryption });
    await deliver(connect(server.url()));
    expect(server.received).toMatchObject([{ isEncrypted: encryption === "starttls" }]);
  }
});

test("a password is not sent to a server that offers no encryption, unless the address says so", async () => {
  const server = await serve({ encryption: "none" });
  const error = await failure(connect(server.url("lumiku:correct")));
  expect(error.reason).toBe("encryption");
  expect(server.received).toEqual([]);
  const trusting = connect(`${server.url("lumiku:correct")}&ignoreTLS=true`);
  expect(await failure(trusting).catch(() => null)).not.toMatchObject({ reason: "encryption" });
});

test("a certificate nobody vouches for is not trusted by default", async () => {
  for (const encryption of ["tls", "starttls"] as const) {
    const server = await serve({ encryption, login });
    const error = await failure(connect(server.url().replace("?tls.rejectUnauthorized=false", "")));
    expect(error.reason).toBe("encryption");
    expect(server.received).toEqual([]);
  }
});

test("each failure says what is wrong in a sentence, without the password, the address or the message", async () => {
  const server = await serve({ encryption: "starttls", login });
  const refusing = await serve({ encryption: "none" });
  refusing.refuse({ code: 550, message: "No such mailbox: ada@example.com" });
  const closed = await createMailServer({ encryption: "none" });
  await closed.close();
  const errors = {
    login: await failure(connect(server.url("lumiku:incorrect"))),
    refused: await failure(connect(refusing.url())),
    unreachable: await failure(connect(closed.url())),
  };
  for (const [reason, error] of Object.entries(errors)) {
    expect(error.reason).toBe(reason as MailError["reason"]);
    expect(error.message).not.toMatch(/incorrect|ada@|4711/);
    expect(error.message).toContain("127.0.0.1");
  }
  expect(errors.login.message).toContain("SMTP_URL");
});

test("a server that was away takes messages again when it is back", async () => {
  const server = await serve({ encryption: "none" });
  const transport = connect(server.url());
  server.refuse({ code: 451, message: "Busy" });
  expect((await failure(transport)).reason).toBe("refused");
  server.refuse(undefined);
  await deliver(transport);
  expect(server.received).toHaveLength(1);
});
