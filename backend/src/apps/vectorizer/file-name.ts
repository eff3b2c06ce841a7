const MAX_LENGTH = 80;
const UNNAMED = "Picture";

/** A file's name from what people call it: "Fox & Friends" and "svg" → "fox-friends.svg". */
export function fileNameOf(name: string, extension: string): string {
  return `${slugOf(name)}.${extension}`;
}

/** As {@link fileNameOf}, without an ending. */
export function slugOf(name: string): string {
  const words = name
    .toWellFormed()
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-");
  return shorten(words).replace(/^-+|-+$/g, "") || "picture";
}

/** What to call a picture that somebody brings: "Logos/acme final.jpeg" → "acme final". */
export function nameOfFile(fileName: string): string {
  const own = fileName.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const stem = own.replace(/(.)\.[^.]*$/, "$1").replace(/[\p{Cc}\s]+/gu, " ");
  return shorten(stem.trim()).trim() || UNNAMED;
}

/** What to call a picture from an address: "https://acme.test/img/Logo%20red.png?v=2" → "Logo red". */
export function nameOfAddress(address: string): string {
  const { pathname, hostname } = new URL(address);
  const file = pathname.split("/").at(-1);
  return file ? nameOfFile(decode(file)) : nameOfFile(`${hostname}.`);
}

/** What to call a picture that other work made: as that was called, or what was asked for. */
export function nameOfWork({ name, title, prompt }: Record<string, unknown>): string {
  const told = [name, title, prompt].find((words) => typeof words === "string" && words.trim() !== "");
  return typeof told === "string" ? shorten(told.replace(/[\p{Cc}\s]+/gu, " ").trim()).trim() : UNNAMED;
}

/** Every name once, in the same order: a repeated one is counted, "fox", "fox-2". */
export function countRepeats(names: readonly string[]): string[] {
  const taken = new Set(names);
  const given = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; given.has(free) || (free !== name && taken.has(free)); count++) free = `${name}-${count}`;
    given.add(free);
    return free;
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const shorten = (text: string) => [...text].slice(0, MAX_LENGTH).join("");
