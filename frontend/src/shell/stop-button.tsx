import type { Generation } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { X } from "lucide-react";
import { useState } from "react";
import { promptOf } from "../core/generation-words";
import { cancelGeneration } from "../core/generations";

/** Stops work, where there is no room for a word. */
export function StopButton({ generation, onCancel }: { generation: Generation; onCancel?: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const stop = async () => {
    onCancel?.();
    setBusy(true);
    await cancelGeneration(generation.id);
    setBusy(false);
  };
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={`Cancel: ${promptOf(generation)}`}
      disabled={isBusy}
      onClick={() => void stop()}
    >
      <X size={16} aria-hidden="true" />
    </Button>
  );
}
