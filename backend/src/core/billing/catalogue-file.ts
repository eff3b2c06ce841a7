import { CatalogueOverrides } from "./catalogue";

/**
 * Reads prices of one's own from a JSON file.
 *
 * @throws Error that names every field that is wrong
 */
export async function readCatalogueFile(path: string): Promise<CatalogueOverrides> {
  let content: unknown;
  try {
    content = await Bun.file(path).json();
  } catch (error) {
    throw new Error(`The price list ${path} cannot be read as JSON`, { cause: error });
  }
  const parsed = CatalogueOverrides.safeParse(content);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The price list ${path} is not valid:\n${lines.join("\n")}`);
}
