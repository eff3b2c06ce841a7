import { expect, test } from "bun:test";
import { rankCommands } from "./rank-commands";

const commands = [
  { title: "Avatar Creator", hint: "Describe a person and get portraits of them" },
  { title: "New avatar", hint: "Avatar Creator" },
  { title: "Use the dark theme", keywords: ["appearance"] },
  { title: "Sign out", keywords: ["log out"] },
  { title: "Preferences", keywords: ["settings", "theme"] },
  { title: "Plans", keywords: ["upgrade"] },
  { title: "Création" },
];
const find = (query: string) => rankCommands(commands, query).map(({ title }) => title);

test("what begins with what is typed comes before what has it later, and before what is only about it", () => {
  expect(find("avatar")).toEqual(["Avatar Creator", "New avatar"]);
  expect(find("theme")).toEqual(["Use the dark theme", "Preferences"]);
});

test("letters that are merely scattered in it find nothing", () => {
  expect(find("sign")).toEqual(["Sign out"]);
  expect(find("plans")).toEqual(["Plans"]);
});

test("every word has to fit, in whichever order", () => {
  expect(find("theme dark")).toEqual(["Use the dark theme"]);
  expect(find("dark plans")).toEqual([]);
});

test("case and accents do not count", () => {
  expect(find("CREATION")).toEqual(["Création"]);
});
