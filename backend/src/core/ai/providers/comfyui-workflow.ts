import { z } from "zod";
import { ProviderFailure } from "../provider";

const Graph = z.record(
  z.string(),
  z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()) }),
);
/** ComfyUI's API format: node ids, each with its class and inputs. */
export type Graph = z.infer<typeof Graph>;

const names = [
  ...["model", "prompt", "negativePrompt", "width", "height", "seed", "steps", "guidance"],
  ...["controlImage", "controlStrength"],
];
const placeholder = /\{\{\s*(\w+)\s*\}\}/g;
const wholePlaceholder = /^\s*\{\{\s*(\w+)\s*\}\}\s*$/;
const reference = /^reference([1-9])$/;

export type Values = Readonly<Record<string, string | number | undefined>>;

export interface Workflow {
  has(name: string): boolean;
  /** How many reference images it takes: {{reference1}}, {{reference2}} and so on. */
  references: number;
  /**
   * The graph with every placeholder filled in. A text that is one placeholder becomes the value itself, so numbers
   * stay numbers; within a longer text it becomes part of that text. Values are never looked into for placeholders.
   *
   * @throws ProviderFailure `refused` when there is no value for a placeholder
   */
  fill(values: Values): Graph;
}

/**
 * Reads a workflow template.
 *
 * @throws Error, for an administrator to read, when it is no graph in API format, has no {{prompt}} or an unknown placeholder
 */
export function parseWorkflow(template: unknown): Workflow {
  const graph = Graph.safeParse(template);
  if (!graph.success) {
    throw new Error("The ComfyUI workflow is not in API format: export it from ComfyUI with “Export (API)”.");
  }
  const found = new Set<string>();
  for (const { inputs } of Object.values(graph.data)) {
    walk(inputs, (text) => {
      for (const [, name = ""] of text.matchAll(placeholder)) found.add(name);
      return text;
    });
  }
  const unknown = [...found].find((name) => !names.includes(name) && !reference.test(name));
  if (unknown) {
    throw new Error(
      `The ComfyUI workflow has a placeholder {{${unknown}}} that does not exist. There are: ${names.join(", ")}, reference1 to reference9.`,
    );
  }
  if (!found.has("prompt")) {
    throw new Error("The ComfyUI workflow has no {{prompt}} placeholder: put it where the prompt's text belongs.");
  }

  return {
    has: (name) => found.has(name),
    references: Math.max(0, ...[...found].map((name) => Number(reference.exec(name)?.[1] ?? 0))),
    fill(values) {
      const need = (name: string) => {
        const value = values[name];
        if (value === undefined) throw new ProviderFailure("refused", `The ComfyUI workflow needs a value for ${name}`);
        return value;
      };
      const fillText = (text: string) => {
        const [, whole] = wholePlaceholder.exec(text) ?? [];
        if (whole) return need(whole);
        return text.replace(placeholder, (_, name: string) => String(need(name)));
      };
      const nodes = Object.entries(graph.data).map(([id, node]) => [
        id,
        { ...node, inputs: walk(node.inputs, fillText) },
      ]);
      return Object.fromEntries(nodes);
    },
  };
}

/** The same with every JSON text in it replaced; what comes back is not walked again. */
function walk(value: unknown, replace: (text: string) => string | number): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, replace));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, replace)]));
}
