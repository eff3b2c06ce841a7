import { expect, test } from "bun:test";
import { MAX_PICTURE_BYTES } from "@lumiku/contracts/vectorizer";
import { nameOfFile, sortPictures } from "./picture-files";

const file = (name: string, type: string, bytes = 4) => new File([new Uint8Array(bytes)], name, { type });

test("all six formats are taken, by type or, where a system knows none, by ending", () => {
  const files = [
    file("a.png", "image/png"),
    file("b.jpeg", "image/jpeg"),
    file("c.webp", "image/webp"),
    file("d.gif", "image/gif"),
    file("e.BMP", ""),
    file("f.tif", ""),
    file("g.tiff", "image/tiff"),
  ];
  expect(sortPictures(files, 50)).toEqual({ taken: files, refused: [] });
});

test("each file that is not taken has its own reason", () => {
  const { taken, refused } = sortPictures(
    [
      file("logo.svg", "image/svg+xml"),
      file("notes.pdf", "application/pdf"),
      file("nothing.png", "image/png", 0),
      file("poster.png", "image/png", MAX_PICTURE_BYTES + 1),
    ],
    50,
  );
  expect(taken).toEqual([]);
  expect(refused.map(({ reason }) => reason)).toEqual([
    "It is a vector picture already.",
    "It is not PNG, JPEG, WebP, GIF, BMP or TIFF. Save it as one of them first.",
    "The file is empty.",
    "It has 16.8 MB; 16 MB is the most.",
  ]);
});

test("of more than there is room for, the first are taken and the others named", () => {
  const files = ["a", "b", "c"].map((name) => file(`${name}.png`, "image/png"));
  const { taken, refused } = sortPictures([file("x.svg", "image/svg+xml"), ...files], 2);
  expect(taken.map(({ name }) => name)).toEqual(["a.png", "b.png"]);
  expect(refused.map(({ name }) => name)).toEqual(["x.svg", "c.png"]);
});

test("a picture is called what its file is, without the ending", () => {
  expect(nameOfFile("Lighthouse at dusk.png")).toBe("Lighthouse at dusk");
  expect(nameOfFile("v1.2 final.tiff")).toBe("v1.2 final");
  expect(nameOfFile("v1.2 final")).toBe("v1.2 final");
  expect(nameOfFile(".png")).toBe("Picture");
});
