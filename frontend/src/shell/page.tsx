import { type ReactNode, useEffect } from "react";

/** The frame of a page: its title here and in the tab. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Lumiku`;
  }, [title]);
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {actions}
      </div>
      {children}
    </div>
  );
}
