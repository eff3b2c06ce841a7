import { Button } from "@lumiku/ui/button";
import { lazy, Suspense, useEffect } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { openEventStream } from "../core/event-stream";
import { fetchGenerations } from "../core/generations";
import { refreshSession, useSession } from "../core/session";
import { AppPage } from "./app-page";
import { Dashboard } from "./dashboard";
import { ErrorBoundary } from "./error-boundary";
import { Layout } from "./layout";
import { NotFound } from "./not-found";
import { PageSkeleton } from "./page-skeleton";

const SignIn = lazy(() => import("./sign-in"));
const SignUp = lazy(() => import("./sign-up"));
const MyWork = lazy(() => import("./my-work"));

/** Which page is shown, and to whom. */
export function Shell() {
  const status = useSession((state) => state.status);
  const userId = useSession((state) => state.me?.user.id);
  if (status === "loading") return <PageSkeleton />;
  if (status === "unreachable") return <Unreachable />;
  return (
    <ErrorBoundary>
      <Suspense fallback={<PageSkeleton />}>
        {userId ? <SignedIn key={userId} userId={userId} /> : <SignedOut />}
      </Suspense>
    </ErrorBoundary>
  );
}

function SignedIn({ userId }: { userId: string }) {
  useEffect(() => openEventStream(userId), [userId]);
  useEffect(() => {
    void fetchGenerations().catch(() => {});
  }, []);
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Dashboard />} />
        <Route path="work" element={<MyWork />} />
        <Route path="apps/:appId/*" element={<AppPage />} />
        <Route path="sign-in" element={<Navigate to={useReturnPath()} replace />} />
        <Route path="sign-up" element={<Navigate to={useReturnPath()} replace />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}

function SignedOut() {
  const { pathname } = useLocation();
  return (
    <Routes>
      <Route path="sign-in" element={<SignIn />} />
      <Route path="sign-up" element={<SignUp />} />
      <Route path="*" element={<Navigate to="/sign-in" state={{ from: pathname }} replace />} />
    </Routes>
  );
}

/** Where a person was headed before they were asked to sign in. */
function useReturnPath(): string {
  const { state } = useLocation();
  return (state as { from?: string } | null)?.from ?? "/";
}

function Unreachable() {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
      <h1 className="font-semibold text-lg">Lumiku cannot be reached</h1>
      <p className="max-w-sm text-muted">
        The server does not answer. Your work is safe; check that it is running and try again.
      </p>
      <Button look="primary" onClick={() => void refreshSession()}>
        Try again
      </Button>
    </main>
  );
}
