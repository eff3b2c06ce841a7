import { classNames } from "@lumiku/ui/class-names";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { NavLink, Route, Routes, useLocation, useParams } from "react-router";
import { NotFound } from "./not-found";
import { Page } from "./page";

interface SubPage {
  /** Below the page's own path; "" is the first. */
  path: string;
  label: string;
  element: ReactNode;
}

interface SubPagesProps {
  title: string;
  pages: readonly SubPage[];
  /** A row above them leaves them the whole width. */
  list?: "beside" | "above";
}

/** A page of several subjects, each with an address of its own: a list beside them, a row above them on a phone. */
export function SubPages({ title, pages, list = "beside" }: SubPagesProps) {
  const isBeside = list === "beside";
  const { base, rest } = useBasePath();
  const nav = useRef<HTMLElement>(null);
  useCurrentInSight(nav, rest);
  const label = pages.find(({ path }) => path === rest)?.label;
  return (
    <Page title={title} tabTitle={label && `${label} · ${title}`}>
      <div className={classNames("grid grid-cols-1 gap-6", isBeside && "lg:grid-cols-[200px_minmax(0,1fr)] lg:gap-10")}>
        <nav
          ref={nav}
          aria-label={title}
          className={classNames(
            "relative -mx-4 flex min-w-0 gap-1 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:px-0",
            isBeside && "lg:sticky lg:top-20 lg:grid lg:content-start lg:self-start lg:py-0",
          )}
        >
          {pages.map(({ path, label }) => (
            <NavLink
              key={path}
              to={path ? `${base}/${path}` : base}
              end
              className={({ isActive }) =>
                classNames(
                  "flex h-11 shrink-0 items-center rounded-control px-3 font-medium -outline-offset-2 transition-colors duration-150 lg:h-10",
                  isActive ? "bg-sunken text-ink" : "text-muted hover:bg-sunken hover:text-ink",
                )
              }
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="min-w-0">
          <Routes>
            {pages.map(({ path, element }) => (
              <Route key={path} path={path} element={element} />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </div>
      </div>
    </Page>
  );
}

/** A row that is wider than the screen shows where one is. */
function useCurrentInSight(nav: RefObject<HTMLElement | null>, current: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is current.
  useEffect(() => {
    const row = nav.current;
    const link = row?.querySelector<HTMLElement>("[aria-current=page]");
    if (row && link) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }, [nav, current]);
}

/** Where the page itself is, whichever subject is shown: relative links would begin at that. */
function useBasePath(): { base: string; rest: string } {
  const { pathname } = useLocation();
  const { "*": rest = "" } = useParams();
  return { base: pathname.slice(0, pathname.length - rest.length).replace(/\/$/, ""), rest };
}
