import { useEffect, useState } from "react";

/** A name that is changed where it stands: Enter or leaving keeps it, Escape does not. */
export function AvatarName({ name, onRename }: { name: string; onRename: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const keep = () => {
    const next = typed.trim();
    if (!next || next === name) setTyped(name);
    else onRename(next);
  };
  return (
    <h1 className="min-w-0 flex-1 font-semibold text-xl tracking-tight">
      <input
        aria-label="Name of this avatar"
        dir="auto"
        value={typed}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key !== "Escape") return;
          setTyped(name);
          requestAnimationFrame(() => (event.target as HTMLElement).blur());
        }}
        className="-mx-2 h-11 w-full text-ellipsis text-left rounded-control border border-transparent bg-transparent px-2 transition-colors duration-150 hover:border-line-strong focus:bg-surface"
      />
    </h1>
  );
}
