import { describe, expect, test } from "bun:test";
import { nameOfAddress, readAddress, readTransfer } from "./transfer";

const transfer = (texts: Record<string, string>, files: File[] = []) =>
  ({ files: files as unknown as FileList, getData: (type: string) => texts[type] ?? "" }) as const;

describe("what is pasted or dropped", () => {
  test("a picture copied in a browser is its file, not its address", () => {
    const file = new File(["x"], "image.png", { type: "image/png" });
    expect(readTransfer(transfer({ "text/plain": "https://example.com/a.png" }, [file]))).toEqual({
      kind: "files",
      files: [file],
    });
  });

  test("an address alone is fetched", () => {
    expect(readTransfer(transfer({ "text/plain": " https://example.com/logo \n" }))).toEqual({
      kind: "address",
      url: "https://example.com/logo",
    });
    expect(readTransfer(transfer({ "text/uri-list": "# logo\r\nhttp://example.com/a.png" }))).toEqual({
      kind: "address",
      url: "http://example.com/a.png",
    });
  });

  test("words are left alone", () => {
    for (const text of [
      "",
      "a cat",
      "see https://example.com",
      "https://a.example\nhttps://b.example",
      "ftp://a/b.png",
      "https://",
    ])
      expect(readTransfer(transfer({ "text/plain": text }))).toBeUndefined();
    expect(readTransfer(null)).toBeUndefined();
  });

  test("an address that is too long for the server is none", () => {
    expect(readAddress(`https://example.com/${"a".repeat(2_000)}`)).toBeUndefined();
  });
});

test("a picture from the web is called what its address ends with", () => {
  expect(nameOfAddress("https://example.com/img/My%20logo.png?v=2")).toBe("My logo.png");
  expect(nameOfAddress("https://example.com/")).toBe("example.com");
  expect(nameOfAddress("https://example.com/%E0%A4%A")).toBe("%E0%A4%A");
});
