import { controlClass } from "@lumiku/ui/field";
import { Search } from "lucide-react";

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Words to find something by. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <label className="relative block min-w-0 flex-1 basis-56 sm:max-w-84">
      <span className="sr-only">{label}</span>
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        type="search"
        className={`${controlClass} h-11 pl-9`}
        placeholder={label}
        maxLength={100}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
