import { type ReactNode, useEffect } from "react";

interface AuthFrameProps {
  title: string;
  lead: ReactNode;
  children?: ReactNode;
  /** Other ways to go. */
  footer?: ReactNode;
}

/** A page of its own for who somebody is. */
export function AuthFrame({ title, lead, children, footer }: AuthFrameProps) {
  useEffect(() => {
    document.title = `${title} · Lumiku`;
  }, [title]);
  return (
    <main className="grid min-h-dvh grid-cols-1 place-items-center p-4">
      <div className="grid w-full max-w-[400px] grid-cols-1 gap-6 py-8">
        <img src="/logo.svg" alt="Lumiku" width={44} height={44} />
        <div className="grid gap-1.5">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          <p className="wrap-anywhere text-muted">{lead}</p>
        </div>
        {children}
        {footer && <div className="grid justify-items-start text-muted">{footer}</div>}
      </div>
    </main>
  );
}

/** A link among words, large enough for a finger. */
export const authLink = "inline-flex min-h-11 items-center font-medium text-accent-ink underline underline-offset-2";
