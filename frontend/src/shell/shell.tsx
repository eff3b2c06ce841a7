import { Button } from "@lumiku/ui/button";
import { Suspense, useEffect } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import { openEventStream } from "../core/event-stream";
import { announce } from "../core/finish-notifications";
import { followNotifications } from "../core/notifications";
import { followQuotaResets } from "../core/quota-resets";
import { readReturnPath } from "../core/return-path";
import { refreshSession, useSession } from "../core/session";
import { ErrorBoundary } from "./error-boundary";
import { fetchFirstWork } from "./first-work";
import { Layout } from "./frame/layout";
import { lazyPage } from "./frame/lazy-page";
import { NotFound } from "./not-found";
import { PageSkeleton } from "./page-skeleton";
import { showNews } from "./show-news";

const AppPage = lazyPage(() => import("./app-page"));
const Dashboard = lazyPage(() => import("./dashboard/dashboard"));
const SignIn = lazyPage(() => import("./auth/sign-in"));
const SignUp = lazyPage(() => import("./auth/sign-up"));
const ForgotPassword = lazyPage(() => import("./auth/forgot-password"));
const ResetPassword = lazyPage(() => import("./auth/reset-password"));
const VerifyEmail = lazyPage(() => import("./auth/verify-email"));
const Account = lazyPage(() => import("./account/account"));
const Admin = lazyPage(() => import("./admin/admin"));
const MyWork = lazyPage(() => import("./my-work/work-page"));
const Billing = lazyPage(() => import("./billing/billing"));
const PaymentReturn = lazyPage(() => import("./billing/payment-return"));
const Pricing = lazyPage(() => import("./pricing"));
const PublicPricing = lazyPage(() => import("./public-pricing"));
const Order = lazyPage(() => import("./checkout/order"));
const SandboxCheckout = lazyPage(() => import("./checkout/sandbox"));
const SharedPicture = lazyPage(() => import("./shared-picture"));
/** Of the design system; no part of what is built. */
const Gallery = import.meta.env.DEV ? lazyPage(() => import("./dev/gallery")) : null;

// Where most visits begin: its part is on its way while the server is asked who is there.
if (location.pathname === "/") Dashboard.prefetch();

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
  useEffect(() => followNotifications(userId), [userId]);
  useEffect(() => followQuotaResets(), []);
  useEffect(() => void fetchFirstWork(), []);
  const navigate = useNavigate();
  useEffect(() => {
    const openLink = (link: string) => void navigate(link);
    return announce({ openLink, toast: (news) => showNews(news, openLink) });
  }, [navigate]);
  useEffect(() => prefetchPlaces(), []);
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
      <Route path="s/:token" element={<SharedPicture />} />
      <Route path="forgot-password" element={<ForgotPassword />} />
      <Route path="reset-password" element={<ResetPassword />} />
      <Route path="verify-email" element={<VerifyEmail />} />
      {Gallery && <Route path="dev/ui" element={<Gallery />} />}
    </Routes>
  );
}

/** The places of the frame are a click away: they are fetched once nothing else is to be done. */
function prefetchPlaces(): () => void {
  if (!("requestIdleCallback" in window)) return () => {};
  const idle = requestIdleCallback(() => [Dashboard, AppPage, MyWork, Billing].map((page) => page.prefetch()), {
    timeout: 8_000,
  });
  return () => cancelIdleCallback(idle);
}

function SignedOut() {
  const { pathname, search } = useLocation();
  return (
    <Routes>
      <Route path="pricing" element={<PublicPricing />} />
      <Route path="s/:token" element={<SharedPicture />} />
      <Route path="sign-in" element={<SignIn />} />
      <Route path="sign-up" element={<SignUp />} />
      <Route path="forgot-password" element={<ForgotPassword />} />
      <Route path="reset-password" element={<ResetPassword />} />
      <Route path="verify-email" element={<VerifyEmail />} />
      {Gallery && <Route path="dev/ui" element={<Gallery />} />}
      <Route path="*" element={<Navigate to="/sign-in" state={{ from: pathname + search }} replace />} />
    </Routes>
  );
}

/** Where a person was headed before they were asked to sign in. */
function useReturnPath(): string {
  return readReturnPath(useLocation());
}

const RETRY_MS = 5_000;

/** Until the server answers, which is noticed without being asked. */
function Unreachable() {
  useEffect(() => {
    const retry = () => void refreshSession();
    const timer = setInterval(retry, RETRY_MS);
    window.addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, []);
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
      <h1 className="font-semibold text-lg">Lumiku cannot be reached</h1>
      <p className="max-w-sm text-muted">
        The server does not answer. Your work is safe; this page opens by itself once it is back.
      </p>
      <Button look="primary" onClick={() => void refreshSession()}>
        Try again
      </Button>
    </main>
  );
}
