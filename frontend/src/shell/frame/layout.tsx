import { classNames } from "@lumiku/ui/class-names";
import { lazy, Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { ErrorBoundary } from "../error-boundary";
import { PageSkeleton } from "../page-skeleton";
import { BottomBar } from "./bottom-bar";
import { ConnectionNotice } from "./connection-notice";
import { useFrame } from "./frame-store";
import { Header } from "./header";
import { PageProgress } from "./page-progress";
import { Part } from "./part";
import { Sidebar } from "./sidebar";
import { useArrival } from "./use-arrival";
import { useShortcuts } from "./use-shortcuts";

const Toaster = lazy(() => import("../toaster"));
const Palette = lazy(() => import("../palette/palette"));
const Help = lazy(() => import("./help"));

/** The frame around every page: places to go, what is running, what is left to spend. */
export function Layout() {
  const { pathname } = useLocation();
  const { isSidebarCollapsed, isPaletteOpen, isHelpOpen } = useFrame();
  useShortcuts();
  useArrival();
  return (
    <div
      className={classNames(
        "min-h-dvh md:grid",
        isSidebarCollapsed ? "md:grid-cols-[68px_minmax(0,1fr)]" : "md:grid-cols-[232px_minmax(0,1fr)]",
      )}
    >
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-surface p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar isCollapsed={isSidebarCollapsed} />
      <div className="flex min-h-dvh min-w-0 flex-col">
        <Header />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 pb-20 outline-none md:pb-0 [&_h1]:outline-none">
          <ErrorBoundary resetKey={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <BottomBar />
      <PageProgress />
      <ConnectionNotice />
      <Part>
        <Toaster />
      </Part>
      <Part>{isPaletteOpen && <Palette />}</Part>
      <Part>{isHelpOpen && <Help />}</Part>
    </div>
  );
}
