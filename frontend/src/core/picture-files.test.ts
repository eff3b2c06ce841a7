import { expect, test } from "bun:test";
import { downloadUrl, fileNameOf, sidesOf } from "./picture-files";

const source = { url: "/api/files/a1?variant=source", mime: "image/svg+xml" };

test("a picture is offered smaller than it is; a drawing in every size but its own", () => {
  expect(sidesOf({ width: 1024, height: 768, source: null })).toEqual([512]);
  expect(sidesOf({ width: 768, height: 1536, source: null })).toEqual([1024, 512]);
  expect(sidesOf({ width: 1024, height: 1024, source })).toEqual([2048, 512]);
  expect(sidesOf({ width: 300, height: 200, source: null })).toEqual([]);
});

test("the address of a file keeps its signature and says format, size and name", () => {
  const signed = { url: "/api/files/a1?expires=9&signature=s" };
  const query = new URL(downloadUrl(signed, "A man & a dog", { format: "webp", size: 512 }), "http://localhost")
    .searchParams;
  expect(Object.fromEntries(query)).toEqual({
    ...{ expires: "9", signature: "s", format: "webp", size: "512", download: "", name: "A man & a dog" },
  });
  expect(downloadUrl({ url: "/api/files/a1" }, "x")).toBe("/api/files/a1?download=&name=x");
});

test("a file is named by its first words, whole ones, without what a folder trips over", () => {
  expect(fileNameOf(' A "tall"\nman/woman: ')).toBe("A tall man woman");
  expect(fileNameOf("An elderly woman with silver hair and round glasses in the garden of her house")).toBe(
    "An elderly woman with silver hair and round glasses in the",
  );
  expect(fileNameOf("x".repeat(200))).toHaveLength(60);
  expect(fileNameOf(" / ")).toBe("Lumiku");
});
