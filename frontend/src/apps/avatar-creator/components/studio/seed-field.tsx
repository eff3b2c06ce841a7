import { MAX_SEED } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { Dices, Lock, LockOpen } from "lucide-react";

export interface SeedFieldProps {
  /** In digits; empty for a new one each time. */
  value: string;
  /** Of the picture that is looked at. */
  shownSeed: number | undefined;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** The number a picture begins from: held, or a new one each time. */
export function SeedField({ value, shownSeed, error, onChange }: SeedFieldProps) {
  const isHeld = value !== "";
  return (
    <div className="flex items-start gap-1.5">
      <div className="min-w-0 flex-1">
        <TextField
          label="Seed"
          inputMode="numeric"
          placeholder="A new one each time"
          hint={isHeld ? "The same seed and settings draw the same picture." : undefined}
          value={value}
          error={error}
          onChange={({ target }) => onChange(readSeed(target.value))}
        />
      </div>
      <div className="flex gap-1.5 pt-[26px]">
        <Button
          size="icon"
          aria-pressed={isHeld}
          aria-label="Hold the seed"
          title={isHeld ? "Take a new seed each time" : "Hold the seed of the picture shown"}
          onClick={() => onChange(isHeld ? "" : String(shownSeed ?? drawSeed()))}
        >
          {isHeld ? <Lock size={17} aria-hidden="true" /> : <LockOpen size={17} aria-hidden="true" />}
        </Button>
        <Button size="icon" aria-label="Draw a seed" title="Draw a seed" onClick={() => onChange(String(drawSeed()))}>
          <Dices size={18} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}

/** Any seed at all. */
export const drawSeed = (): number => Math.floor(Math.random() * MAX_SEED);

function readSeed(typed: string): string {
  const digits = typed.replace(/\D/g, "").slice(0, 10);
  return digits && String(Math.min(Number(digits), MAX_SEED));
}
