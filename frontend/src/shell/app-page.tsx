import type { WebApp } from "@lumiku/app-sdk/web";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { Route, Routes, useParams } from "react-router";
import { useAsync } from "../core/use-async";
import { ErrorBoundary } from "./error-boundary";
import { NotFound } from "./not-found";
import { PageSkeleton } from "./page-skeleton";

// Discovery: an app is a folder. Nothing here names one.
const webApps = import.meta.glob<{ default: WebApp }>("../apps/*/app.ts");

/** Shows whichever app the address names. */
export function AppPage() {
  const { appId = "" } = useParams();
  const load = webApps[`../apps/${appId}/app.ts`];
  return load ? <LoadedApp key={appId} load={load} appId={appId} /> : <NotFound />;
}

function LoadedApp({ load, appId }: { load: () => Promise<{ default: WebApp }>; appId: string }) {
  const [module] = useAsync(appId, load);
  if (module.status === "failed") throw module.error;
  if (module.status === "loading") return <PageSkeleton />;
  return <AppRoutes app={module.data.default} />;
}

function AppRoutes({ app }: { app: WebApp }) {
  const pages = useMemo(() => app.pages.map((page) => ({ ...page, Component: lazy(page.load) })), [app]);
  useEffect(() => {
    document.title = `${app.contract.name} · Lumiku`;
  }, [app]);
  return (
    <ErrorBoundary>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          {pages.map(({ path, Component }) => (
            <Route key={path} path={path} element={<Component />} />
          ))}
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}
