import type { WebApp } from "@lumiku/app-sdk/web";
import { lazy, type ReactNode, Suspense, useLayoutEffect, useMemo } from "react";
import { Route, Routes, useLocation, useParams } from "react-router";
import { useAsync } from "../core/use-async";
import { ErrorBoundary } from "./error-boundary";
import { NotFound } from "./not-found";
import { PageSkeleton } from "./page-skeleton";
import { findWebApp } from "./web-apps";

/** Shows whichever app the address names. */
export default function AppPage() {
  const { appId = "" } = useParams();
  const load = findWebApp(appId);
  return load ? <LoadedApp key={appId} load={load} appId={appId} /> : <NotFound />;
}

function LoadedApp({ load, appId }: { load: () => Promise<WebApp>; appId: string }) {
  const [app] = useAsync(appId, load);
  if (app.status === "failed") throw app.error;
  if (app.status === "loading") return <PageSkeleton />;
  return <AppRoutes app={app.data} />;
}

function AppRoutes({ app }: { app: WebApp }) {
  const { pathname } = useLocation();
  const pages = useMemo(() => app.pages.map((page) => ({ ...page, Component: lazy(page.load) })), [app]);
  return (
    <ErrorBoundary resetKey={pathname}>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          {pages.map(({ path, title, Component }) => (
            <Route
              key={path}
              path={path}
              element={
                <Titled key={path} title={path === "" ? app.contract.name : `${title} · ${app.contract.name}`}>
                  <Component />
                </Titled>
              }
            />
          ))}
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}

/** The page's name in the browser's tab, until the page itself knows a better one. */
function Titled({ title, children }: { title: string; children: ReactNode }) {
  // Before the page's own effects, so that they win.
  useLayoutEffect(() => {
    document.title = `${title} · Lumiku`;
  }, [title]);
  return children;
}
