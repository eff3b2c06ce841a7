import { createClient } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { Furnish } from "../../core/testing/furnishings";
import { byHand, drawFlag } from "./vectorizer.fixture";

const furnish: Furnish = async (person) => {
  const api = createClient(vectorizer, person.transport);
  const { id: documentId } = await api.createDocument({ body: {}, file: await drawFlag() });
  const batch = await api.startBatch({ body: { name: "Flags", documentIds: [documentId], recipe: byHand } });
  const { id: generationId } = await person.follow(batch);
  const { trace } = await api.getDocument({ params: { documentId } });
  const preset = await api.createPreset({ body: { name: "Mine", settings: byHand.settings } });
  return { documentId, traceId: trace?.id ?? "", presetId: preset.id, generationId };
};

export default furnish;
