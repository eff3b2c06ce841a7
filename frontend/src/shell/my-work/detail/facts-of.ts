import { type Generation, type GenerationOutput, isTerminal } from "@lumiku/app-sdk";
import { nameOfProvider } from "@lumiku/contracts/providers";
import { costWords, modelWords, statusWords } from "../../../core/generation-words";
import { duration, fileSize, moment } from "../../../core/words";

export interface FactLine {
  term: string;
  value: string;
  /** Needs a line of its own. */
  isWide?: boolean;
}

/** What is to be said of work besides its words and settings; what is not known is left out. */
export function factsOf(generation: Generation, shown: GenerationOutput | undefined): FactLine[] {
  const { model, provider, providerReason, status, createdAt, startedAt, finishedAt, parentId, count } = generation;
  const reason = providerReason?.replace(/\.$/, "");
  const seconds = startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000 : undefined;
  const { asset } = shown ?? {};
  const lines: { [K in keyof FactLine]: FactLine[K] | null | undefined }[] = [
    { term: "Model", value: modelWords(model) },
    {
      term: "Made with",
      value: provider && nameOfProvider(provider) + (reason ? ` (${reason})` : ""),
      isWide: !!reason,
    },
    { term: "Status", value: status === "completed" ? null : statusWords[status] },
    { term: "Size", value: asset && `${asset.width} × ${asset.height}` },
    { term: "File", value: asset && fileSize(asset.sizeBytes) },
    { term: "Pictures", value: count > 1 ? String(count) : null },
    { term: "Cost", value: costWords(generation) },
    { term: "Time", value: isTerminal(status) && seconds !== undefined ? duration(seconds) : null },
    { term: "Started", value: moment(createdAt) + (parentId ? ", as another try" : ""), isWide: true },
  ];
  return lines.flatMap(({ term, value, isWide }) =>
    term && value ? [{ term, value, ...(isWide && { isWide }) }] : [],
  );
}
