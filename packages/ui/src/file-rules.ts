export interface FileRules {
  /** As of an `<input type="file">`: "image/png,image/jpeg", "image/*" or ".svg". */
  accept: string;
  maxBytes: number;
  isMultiple?: boolean | undefined;
}

export interface SortedFiles {
  taken: File[];
  /** Why others were left out, in words that name the limit. */
  refusal: string | null;
}

/** Which of the files are taken. Said of the rest: the first reason, and how many more there were. */
export function sortFiles(files: readonly File[], rules: FileRules): SortedFiles {
  const refusals = files.flatMap((file) => findRefusal(file, rules) ?? []);
  const fitting = files.filter((file) => !findRefusal(file, rules));
  const taken = rules.isMultiple ? fitting : fitting.slice(0, 1);
  const [first] = refusals;
  if (first) return { taken, refusal: refusals.length > 1 ? `${first} ${countOthers(refusals.length - 1)}` : first };
  return {
    taken,
    refusal: fitting.length > taken.length ? `One at a time: only ${taken[0]?.name} was taken.` : null,
  };
}

function findRefusal(file: File, { accept, maxBytes }: FileRules): string | null {
  if (!isAccepted(file, accept)) return `${file.name} is not ${nameTypes(accept)}.`;
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size > maxBytes)
    return `${file.name} has ${sizeInWords(file.size, 1)}; ${sizeInWords(maxBytes)} is the most.`;
  return null;
}

const countOthers = (count: number) =>
  count === 1 ? "Another one was left out too." : `${count} others were left out too.`;

/** By its type, or by its name where the system does not know a type. */
function isAccepted(file: File, accept: string): boolean {
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? "";
  return parse(accept).some((pattern) => {
    if (pattern.startsWith(".")) return extension === pattern;
    if (!file.type) return extensions[pattern]?.includes(extension) ?? false;
    return pattern.endsWith("/*") ? file.type.startsWith(pattern.slice(0, -1)) : file.type === pattern;
  });
}

const extensions: Record<string, readonly string[]> = {
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "image/svg+xml": [".svg"],
};

/** "a PNG, JPEG or WebP", "an SVG", "a picture". */
function nameTypes(accept: string): string {
  const names = [
    ...new Set(parse(accept).map((pattern) => knownNames[pattern] ?? pattern.replace(/^\.|.*\//, "").toUpperCase())),
  ];
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names.join();
  return `${list.startsWith("SVG") ? "an" : "a"} ${list}`;
}

const knownNames: Record<string, string> = {
  "image/*": "picture",
  "image/jpeg": "JPEG",
  ".jpg": "JPEG",
  ".jpeg": "JPEG",
  "image/webp": "WebP",
  ".webp": "WebP",
  "image/svg+xml": "SVG",
};

const parse = (accept: string) =>
  accept
    .split(",")
    .map((pattern) => pattern.trim().toLowerCase())
    .filter(Boolean);

/** "12 MB", "640 kB", in the steps of 1,024 that limits are set in. */
export function sizeInWords(bytes: number, digits = 0): string {
  const [unit, size] = bytes >= 1024 ** 2 ? ["MB", 1024 ** 2] : ["kB", 1024];
  // Rounded up: what is just above a limit must not read as if it were the limit.
  const factor = 10 ** digits;
  return `${Math.max(Math.ceil((bytes / (size as number)) * factor) / factor, 1 / factor)} ${unit}`;
}
