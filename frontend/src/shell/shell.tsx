import { Button } from "@lumiku/ui/button";
import { lazy, Suspense, useEffect } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { openEventStream } from "../core/event-stream";
import { notifyOfEnds } from "../core/finish-notifications";
import { fetchGenerations } from "../core/generations";
import { followQuotaResets } from "../core/quota-resets";
import { readReturnPath } from "../core/return-path";
import { refreshSession, useSession } from "../core/session";
import { AppPage } from "./app-page";
import { Dashboard } from "./dashboard";
import { ErrorBoundary } from "./error-boundary";
import { Layout } from "./layout";
import { NotFound } from "./not-found";
import { PageSkeleton } from "./page-skeleton";

const SignIn = lazy(() => import("./auth/sign-in"));
const SignUp = lazy(() => import("./auth/sign-up"));
const ForgotPassword = lazy(() => import("./auth/forgot-password"));
const ResetPassword = lazy(() => import("./auth/reset-password"));
const VerifyEmail = lazy(() => import("./auth/verify-email"));
const Account = lazy(() => import("./account/account"));
const Admin = lazy(() => import("./admin/admin"));
const MyWork = lazy(() => import("./my-work"));
const Billing = lazy(() => import("./billing/billing"));
const PaymentReturn = lazy(() => import("./billing/payment-return"));
const Pricing = lazy(() => import("./pricing"));
const PublicPricing = lazy(() => import("./public-pricing"));
const Order = lazy(() => import("./checkout/order"));
const SandboxCheckout = lazy(() => import("./checkout/sandbox"));

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
  useEffect(() => notifyOfEnds(), []);
  useEffect(() => followQuotaResets(), []);
  useEffect(() => {
    void fetchGenerations().catch(() => {});
  }, []);
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Dashboard />} />
        <Route path="work" element={<MyWork />} />
        <Route path="admin/*" element={<Admin />} />
        <Route path="account/*" element={<Account />} />
        <Route path="billing/return" element={<PaymentReturn />} />
        <Route path="billing/*" element={<Billing />} />
        <Route path="pricing" element={<Pricing />} />
        <Route path="checkout/pack/:pack" element={<Order />} />
        <Route path="checkout/plan/:plan/:interval" element={<Order />} />
        <Route path="apps/:appId/*" element={<AppPage />} />
        <Route path="sign-in" element={<Navigate to={useReturnPath()} replace />} />
        <Route path="sign-up" element={<Navigate to={useReturnPath()} replace />} />
        <Route path="*" element={<NotFound />} />
      </Route>
      <Route path="checkout/sandbox/:checkoutId" element={<SandboxCheckout />} />
      <Route path="forgot-password" element={<ForgotPassword />} />
      <Route path="reset-password" element={<ResetPassword />} />
      <Route path="verify-email" element={<VerifyEmail />} />
    </Routes>
  );
}

function SignedOut() {
  const { pathname, search } = useLocation();
  return (
    <Routes>
      <Route path="pricing" element={<PublicPricing />} />
      <Route path="sign-in" element={<SignIn />} />
      <Route path="sign-up" element={<SignUp />} />
      <Route path="forgot-password" element={<ForgotPassword />} />
      <Route path="reset-password" element={<ResetPassword />} />
      <Route path="verify-email" element={<VerifyEmail />} />
      <Route path="*" element={<Navigate to="/sign-in" state={{ from: pathname + search }} replace />} />
    </Routes>
  );
}

/** Where a person was headed before they were asked to sign in. */
function useReturnPath(): string {
  return readReturnPath(useLocation());
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
