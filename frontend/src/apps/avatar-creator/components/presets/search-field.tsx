import { controlClass } from "@lumiku/ui/field";
import { Search } from "lucide-react";

/** Words to find presets by. */
export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <label className="relative block min-w-0 flex-1">
      <span className="sr-only">Search presets</span>
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        type="search"
        className={`${controlClass} h-11 pl-9`}
        placeholder="Search presets"
        maxLength={100}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
