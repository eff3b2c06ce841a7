import { CONSENT_STATEMENT } from "@lumiku/contracts/avatar-creator-recipe";
import { Check } from "lucide-react";
import { useId } from "react";

export interface ConsentProps {
  isGiven: boolean;
  onChange: (isGiven: boolean) => void;
}

/** That the people in the pictures agreed. Asked anew for every set of pictures, and recorded with the time. */
export function Consent({ isGiven, onChange }: ConsentProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 rounded-control border border-line p-3 text-[13px]">
      <span className="relative mt-0.5 grid size-5 shrink-0">
        <input
          id={id}
          type="checkbox"
          required
          aria-describedby={`${id}-note`}
          checked={isGiven}
          onChange={({ target }) => onChange(target.checked)}
          className="peer absolute -inset-3 z-10 cursor-pointer opacity-0"
        />
        <span className="grid size-5 place-items-center rounded border border-line-strong text-transparent peer-checked:border-accent peer-checked:bg-accent peer-checked:text-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2">
          <Check size={14} strokeWidth={3} aria-hidden="true" />
        </span>
      </span>
      <span className="grid gap-1">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {CONSENT_STATEMENT}
        </label>
        <span id={`${id}-note`} className="text-faint">
          Your confirmation is kept with the time. Without it, nothing is drawn from the pictures.
        </span>
      </span>
    </div>
  );
}
