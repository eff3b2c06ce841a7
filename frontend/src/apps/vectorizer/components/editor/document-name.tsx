import { useEffect, useState } from "react";

/** A name that is changed where it stands: Enter or leaving keeps it, Escape does not. */
export function DocumentName({ name, onRename }: { name: string; onRename: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const keep = () => {
    const next = typed.trim();
    if (!next || next === name) setTyped(name);
    else onRename(next);
  };
  return (
    <h1 className="min-w-0 flex-1 font-semibold text-base tracking-tight">
      <input
        aria-label="Name of this document"
        dir="auto"
        value={typed}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key !== "Escape") return;
          setTyped(name);
          requestAnimationFrame(() => (event.target as HTMLElement).blur());
        }}
        className="h-11 w-full max-w-xl text-ellipsis rounded-control border border-transparent bg-transparent px-2 text-left transition-colors duration-150 hover:border-line-strong focus:bg-surface max-md:text-base"
      />
    </h1>
  );
}
