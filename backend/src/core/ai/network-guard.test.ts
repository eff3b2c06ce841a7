import { describe, expect, test } from "bun:test";
import { assertReachable } from "./network-guard";

const service = new URL("https://api.bfl.ai/");
const local = new URL("http://127.0.0.1:8188/");
const isReachable = (url: string, base = service, isRedirect = false) =>
  assertReachable(new URL(url), base, { isRedirect }).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: "ProviderFailure", kind: "failed" });
      return false;
    },
  );

describe("a URL that a provider named", () => {
  test.each([
    "https://8.8.8.8/picture.png",
    "https://[2606:4700:4700::1111]/picture.png",
    "https://api.bfl.ai:8443/poll",
  ])("%s is let through", async (url) => {
    expect(await isReachable(url)).toBe(true);
  });

  test.each([
    ...["http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "data:image/png;base64,AA=="],
    ...["https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/"],
    // Other ways to write 127.0.0.1: decimal, octal, hexadecimal, short, full-width.
    ...["https://2130706433/", "https://0177.0.0.1/", "https://0x7f.0.0.1/", "https://127.1/", "https://１２７.0.0.1/"],
    ...["https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::127.0.0.1]/", "https://[fd00:ec2::254]/"],
    ...["https://localhost/", "https://LOCALHOST./", "https://api.bfl.ai@127.0.0.1/"],
    "https://no-such-name.invalid/",
  ])("%s is not", async (url) => {
    expect(await isReachable(url)).toBe(false);
  });

  test("never takes a public provider's key from https to http", async () => {
    expect(await isReachable("http://api.bfl.ai/poll")).toBe(false);
  });

  test("may be on the host of a provider in a private network, but after a redirect only at its own origin", async () => {
    expect(await isReachable("http://127.0.0.1:9000/result.png", local)).toBe(true);
    expect(await isReachable("http://127.0.0.1:8188/view", local, true)).toBe(true);
    expect(await isReachable("http://127.0.0.1:9000/admin", local, true)).toBe(false);
    expect(await isReachable("http://localhost:8188/view", local)).toBe(true);
    expect(await isReachable("http://localhost:8188/view", local, true)).toBe(false);
    expect(await isReachable("http://10.0.0.1:8188/view", local)).toBe(false);
    expect(await isReachable("http://127.0.0.2:8188/view", local)).toBe(false);
    expect(await isReachable("ftp://127.0.0.1:8188/view", local)).toBe(false);
  });
});
