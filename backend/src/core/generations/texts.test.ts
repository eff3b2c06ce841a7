import { describe, expect, test } from "bun:test";
import { searchPatterns, searchTextOf, titleOf } from "./texts";

const portrait = {
  projectId: "shop",
  prompt: "A Man in a BLUE suit",
  negativePrompt: "",
  width: 1024,
  hasConsent: true,
  persona: { name: "Amal", age: 30, personality: ["kind", "Curious"], background: "Grew up in Zürich" },
  attributes: { accessories: ["round glasses"], clothingColor: "#aabbcc" },
  referenceAssetIds: ["a-picture"],
};

describe("what work is found by", () => {
  test("is every text in its settings, however deep, and its model's name, in lower case", () => {
    expect(searchTextOf(portrait, "FLUX Pro").split("\n")).toEqual([
      ...["flux pro", "a man in a blue suit", "amal", "kind", "curious", "grew up in zürich", "round glasses"],
    ]);
  });

  test("is no id, address, embedded file, hash or colour", () => {
    const noise = {
      ...{ id: "an-id", avatarId: "another", ids: { deepIds: ["x"] }, link: "https://example.com/a", file: "data:a" },
      ...{ sha: "0123456789abcdef0123456789abcdef", color: "#fff", of: "01234567-89ab-cdef-0123-456789abcdef" },
    };
    expect(searchTextOf(noise, "Pen")).toBe("pen");
  });

  test("has an end", () => {
    expect(searchTextOf({ prompt: "long ".repeat(2_000) }, "Pen")).toHaveLength(4_000);
  });

  test("is the same however an accent was typed, and keeps it", () => {
    expect(searchTextOf({ prompt: "Cafe\u0301" }, "")).toBe(searchTextOf({ prompt: "CAF\u00c9" }, ""));
    expect(searchPatterns("cafe\u0301")).toEqual(["%caf\u00e9%"]);
  });
});

test("a search is its words, and its signs are signs", () => {
  expect(searchPatterns("  Blue\t100%  a_b \\ ")).toEqual(["%blue%", "%100\\%%", "%a\\_b%", "%\\\\%"]);
  expect(searchPatterns("   ")).toEqual([]);
});

describe("a title", () => {
  test("is the name that was given, else how the prompt begins", () => {
    expect(titleOf(portrait)).toBe("Amal");
    expect(titleOf({ prompt: "A man\n in  a suit" })).toBe("A man in a suit");
    expect(titleOf({ prompt: "word ".repeat(40) })).toMatch(/^word .{70,}…$/);
    expect(titleOf({ prompt: `a${"😀".repeat(80)}` })).toBe(`a${"😀".repeat(78)}…`);
  });

  test("is none where nobody wrote anything", () => {
    expect(titleOf({ prompt: " ", width: 8 })).toBeNull();
  });
});
