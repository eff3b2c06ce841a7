import { type ReactNode, useLayoutEffect } from "react";

interface PageProps {
  title: string;
  /** In the browser's tab, where it says more than the title. */
  tabTitle?: string | undefined;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a page: its title here and in the tab. */
export function Page({ title, tabTitle = title, actions, children }: PageProps) {
  useLayoutEffect(() => {
    document.title = `${tabTitle} · Lumiku`;
  }, [tabTitle]);
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 tabIndex={-1} className="font-semibold text-2xl tracking-tight">
          {title}
        </h1>
        {actions}
      </div>
      {children}
    </div>
  );
}
