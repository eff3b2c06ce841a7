import { classNames } from "@lumiku/ui/class-names";
import { useEffect, useState } from "react";

export interface NameInPlaceProps {
  label: string;
  name: string;
  maxLength: number;
  /** Of the field, as its place wants it. */
  className: string;
  onRename: (name: string) => void;
}

/** A name that is changed where it stands: Enter or leaving keeps it, Escape does not. */
export function NameInPlace({ label, name, maxLength, className, onRename }: NameInPlaceProps) {
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const keep = () => {
    const next = typed.trim();
    if (!next || next === name) setTyped(name);
    else onRename(next);
  };
  return (
    <h1 className="min-w-0 flex-1 font-semibold tracking-tight">
      <input
        aria-label={label}
        dir="auto"
        value={typed}
        maxLength={maxLength}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key !== "Escape") return;
          setTyped(name);
          requestAnimationFrame(() => (event.target as HTMLElement).blur());
        }}
        className={classNames(
          "h-11 w-full text-ellipsis rounded-control border border-transparent bg-transparent px-2 text-left transition-colors duration-150 hover:border-line-strong focus:bg-surface",
          className,
        )}
      />
    </h1>
  );
}
