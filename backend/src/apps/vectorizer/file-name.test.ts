import { expect, test } from "bun:test";
import fc from "fast-check";
import { countRepeats, fileNameOf, nameOfAddress, nameOfFile, nameOfWork } from "./file-name";

test.each([
  ["Fox", "fox.svg"],
  ["Fox & Friends!", "fox-friends.svg"],
  ["Zoë / ../etc", "zoë-etc.svg"],
  ["شعار", "شعار.svg"],
  ["???", "picture.svg"],
])("%s is saved as %s", (name, file) => {
  expect(fileNameOf(name, "svg")).toBe(file);
});

test.each([
  ["Logo.jpeg", "Logo"],
  ["C:\\Users\\me\\acme final.TIFF", "acme final"],
  ["no ending", "no ending"],
  [".png", ".png"],
  ["", "Picture"],
  ["\u0000\n", "Picture"],
])("%j is called %s", (file, name) => {
  expect(nameOfFile(file)).toBe(name);
});

test.each([
  ["https://acme.test/img/Logo%20red.png?v=2#top", "Logo red"],
  ["https://acme.test/img/100%.png", "100%"],
  ["https://acme.test/%2e%2e%2fetc%2fpasswd", "passwd"],
  ["https://acme.test/", "acme.test"],
])("what is at %s is called %s", (address, name) => {
  expect(nameOfAddress(address)).toBe(name);
});

test.each([
  [{ prompt: "A fox\nin snow", seed: 7 }, "A fox in snow"],
  [{ name: "Amal", prompt: "A woman" }, "Amal"],
  [{ name: " ", title: 3, prompt: "" }, "Picture"],
  [{}, "Picture"],
])("what was made with %j is called %s", (params, name) => {
  expect(nameOfWork(params)).toBe(name);
});

test("no name is longer than a name may be", () => {
  expect(nameOfFile(`${"ä".repeat(300)}.png`)).toHaveLength(80);
  expect(fileNameOf("a".repeat(300), "svg")).toHaveLength(84);
});

test("files of one folder have names of their own, and keep those that were theirs alone", () => {
  expect(countRepeats(["fox", "fox", "owl", "fox", "fox-2"])).toEqual(["fox", "fox-3", "owl", "fox-4", "fox-2"]);
  const names = fc.array(fc.constantFrom("a", "a-2", "a-3", "a-2-2", "b"), { maxLength: 12 });
  fc.assert(fc.property(names, (given) => new Set(countRepeats(given)).size === given.length));
});
