import { expect, test } from "bun:test";
import { type FileRules, sizeInWords, sortFiles } from "./file-rules";

const photos: FileRules = { accept: "image/png, image/jpeg,image/webp", maxBytes: 2 * 1024 ** 2, isMultiple: true };
const file = (name: string, type = "image/png", bytes = 10) => new File([new Uint8Array(bytes)], name, { type });
const names = (files: File[]) => files.map(({ name }) => name);

test("what fits is taken without a word", () => {
  const { taken, refusal } = sortFiles([file("a.png"), file("b.jpg", "image/jpeg")], photos);
  expect(names(taken)).toEqual(["a.png", "b.jpg"]);
  expect(refusal).toBeNull();
});

test("a wrong type is refused with the types that are taken", () => {
  expect(sortFiles([file("a.gif", "image/gif")], photos)).toEqual({
    taken: [],
    refusal: "a.gif is not a PNG, JPEG or WebP.",
  });
  expect(sortFiles([file("a.pdf", "application/pdf")], { ...photos, accept: "image/*" }).refusal).toBe(
    "a.pdf is not a picture.",
  );
  expect(sortFiles([file("a.png")], { ...photos, accept: ".svg" }).refusal).toBe("a.png is not an SVG.");
});

test("a name does not make up for a wrong type, but for one the system does not know", () => {
  expect(sortFiles([file("a.png", "text/html")], photos).taken).toEqual([]);
  expect(names(sortFiles([file("a.PNG", "")], photos).taken)).toEqual(["a.PNG"]);
  expect(sortFiles([file("png", "")], photos).taken).toEqual([]);
});

test("a file that is too large is refused with the limit, and never reads as if it were the limit", () => {
  expect(sortFiles([file("a.png", "image/png", photos.maxBytes)], photos).refusal).toBeNull();
  expect(sortFiles([file("a.png", "image/png", photos.maxBytes + 1)], photos).refusal).toBe(
    "a.png has 2.1 MB; 2 MB is the most.",
  );
});

test("an empty file is refused", () => {
  expect(sortFiles([file("a.png", "image/png", 0)], photos).refusal).toBe("a.png is empty.");
});

test("the rest of a mixed handful is taken, and the others are counted", () => {
  const handful = [file("a.gif", "image/gif"), file("b.png"), file("c.txt", "text/plain"), file("d.png", "", 0)];
  const { taken, refusal } = sortFiles(handful, photos);
  expect(names(taken)).toEqual(["b.png"]);
  expect(refusal).toBe("a.gif is not a PNG, JPEG or WebP. 2 others were left out too.");
});

test("where one is wanted the first is taken, and it is said", () => {
  const { taken, refusal } = sortFiles([file("a.png"), file("b.png")], { ...photos, isMultiple: false });
  expect(names(taken)).toEqual(["a.png"]);
  expect(refusal).toBe("One at a time: only a.png was taken.");
});

test("sizes are written in the steps that limits are set in", () => {
  expect([512, 640 * 1024, 12 * 1024 ** 2].map((bytes) => sizeInWords(bytes))).toEqual(["1 kB", "640 kB", "12 MB"]);
});
