import { defineAction } from "@lumiku/app-sdk/server";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { VectorizerService } from "./service";

export const vectorize = defineAction(vectorizer, "vectorize", ({ vectorizing }: VectorizerService) => ({
  run: (input) => vectorizing.run(input),
  onOutput: (output) => vectorizing.keep(output),
}));
