import { expect, test } from "bun:test";
import { fileNameOf, nameOfFile } from "./file-name";

test.each([
  ["Amal", "amal.png"],
  ["Amal in Paris!", "amal-in-paris.png"],
  ["Zoë / ../etc", "zoë-etc.png"],
  ["أمل", "أمل.png"],
  ["???", "avatar.png"],
  ["👩🏽".repeat(60), "avatar.png"],
])("%s is saved as %s", (name, file) => {
  expect(fileNameOf(name, "png")).toBe(file);
});

test.each([
  ["Amal.jpeg", "Amal"],
  ["C:\\Users\\me\\IMG_2041 copy.JPG", "IMG_2041 copy"],
  ["no ending", "no ending"],
  [".png", ".png"],
  ["", "Portrait"],
  ["\u0000\n", "Portrait"],
])("%j is called %s", (file, name) => {
  expect(nameOfFile(file)).toBe(name);
});

test("no name is longer than a name may be", () => {
  expect(nameOfFile(`${"ä".repeat(300)}.png`)).toHaveLength(80);
  expect(fileNameOf("a".repeat(300), "png")).toHaveLength(84);
});
