import { expect, test } from "bun:test";
import { attachment, cleanFileName, savedName } from "./file-names";

test("a name is kept as it reads, without folders, control characters and turns of direction", () => {
  const cases: [string | undefined, string | null][] = [
    ["holiday.jpg", "holiday.jpg"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\Ada\\me.png", "me.png"],
    ["a\0b\r\nc.png", "ab c.png"],
    ["\u202egnp.exe", "gnp.exe"],
    ["  Früh\tling   2026.webp ", "Früh ling 2026.webp"],
    ["日本の写真.png", "日本の写真.png"],
    ["\ud800.png", "\ufffd.png"],
    ["...", null],
    ["folder/", null],
    ["", null],
    [undefined, null],
  ];
  for (const [given, kept] of cases) expect({ given, kept: cleanFileName(given) }).toEqual({ given, kept });
  expect([...(cleanFileName("😀".repeat(500)) ?? "")]).toHaveLength(120);
});

test("a saved file ends as its type does, whatever it was called", () => {
  expect(savedName("me.jpeg", "png")).toBe("me.png");
  expect(savedName("me.exe", "png")).toBe("me.exe.png");
  expect(savedName("a:b?.png", "webp")).toBe("a_b_.webp");
  expect(savedName(null, "png")).toBe("picture.png");
  expect(savedName(".png", "png")).toBe("picture.png");
});

test("a name in any script reaches the browser, and none ends the header early", () => {
  expect(attachment("me (1).png")).toBe('attachment; filename="me (1).png"');
  expect(attachment("Früh's (1).png")).toBe(
    "attachment; filename=\"Fruh's (1).png\"; filename*=UTF-8''Fr%C3%BCh%27s%20%281%29.png",
  );
  expect(attachment('a"; filename=evil.exe\\')).toStartWith('attachment; filename="a_; filename=evil.exe_"; ');
});
