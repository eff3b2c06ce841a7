import type { MailMessage } from "@lumiku/contracts/administration";
import type { TestPlatform } from "../testing/platform";

export const PASSWORD = "correct horse battery";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T & { code?: string; message?: string };
}

export type Browser = ReturnType<typeof createBrowser>;

/** One browser of a person: keeps cookies, sends its own page's origin, follows no redirect. */
export function createBrowser({ url }: Pick<TestPlatform, "url">, userAgent = FIREFOX) {
  const cookies = new Map<string, string>();

  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url + path, {
      redirect: "manual",
      ...init,
      headers: {
        origin: url,
        "user-agent": userAgent,
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const name = pair.slice(0, pair.indexOf("="));
      if (attributes.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, pair.slice(name.length + 1));
    }
    return response;
  };

  const read = async <T>(response: Response): Promise<Answer<T>> => {
    const text = await response.text();
    const body = text.startsWith("{") ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, body };
  };

  const post = async <T = Record<string, unknown>>(path: string, body: unknown, headers = {}): Promise<Answer<T>> =>
    read(
      await send(`/api/auth/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    );

  return {
    cookies,
    send,
    post,
    get: async <T = Record<string, unknown>>(path: string) => read<T>(await send(`/api/auth/${path}`)),
    signUp: (email: string, password = PASSWORD, name = "Ada Lovelace") =>
      post<{ token: string | null; user: { id: string } }>("sign-up/email", { name, email, password }),
    signIn: (email: string, password = PASSWORD) =>
      post<{ token?: string; twoFactorRedirect?: boolean }>("sign-in/email", { email, password }),
    /** Whose session this browser has; null for nobody. */
    async whoAmI(): Promise<string | null> {
      const response = await send("/api/me");
      return response.status === 200 ? ((await response.json()) as { user: { id: string } }).user.id : null;
    },
  };
}

export const newAddress = () => `${crypto.randomUUID()}@example.com`;

/** A new account in a browser of its own. */
export async function enter(platform: TestPlatform, email = newAddress()) {
  const browser = createBrowser(platform);
  const { status, body } = await browser.signUp(email);
  if (status !== 200) throw new Error(`Signing up was answered ${status}`);
  return { ...browser, email, userId: body.user.id };
}

/** The link a message holds, as a path of the web app with its token. */
export function readLink({ text }: Pick<MailMessage, "text">): { path: string; token: string } {
  const [link] = text.match(/https?:\/\/\S+/) ?? [];
  if (!link) throw new Error("The message holds no link");
  const { pathname, searchParams } = new URL(link);
  return { path: pathname, token: searchParams.get("token") ?? "" };
}

/** What the audit log says of an account, oldest first. */
export async function listActs(platform: TestPlatform, userId: string): Promise<string[]> {
  const entries = await platform.audit.list({ userId, limit: 100 });
  return entries.map(({ action }) => action).reverse();
}
