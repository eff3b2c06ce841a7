import { type ReactNode, useId } from "react";

/** Primitives of one kind. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="@container grid gap-4">
      <h2 id={id} className="font-semibold text-lg tracking-tight">
        {title}
      </h2>
      <div className="grid gap-4 @3xl:grid-cols-2">{children}</div>
    </section>
  );
}

/** One primitive in its states. */
export function Specimen({ name, isWide, children }: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div
      className={`grid min-w-0 content-start gap-4 rounded-card border border-line bg-surface p-4 sm:p-5 ${isWide ? "@3xl:col-span-2" : ""}`}
    >
      <h3 className="font-medium text-faint text-xs">{name}</h3>
      {children}
    </div>
  );
}

export function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
