import { classNames } from "@lumiku/ui/class-names";
import { CreditCard, Images, LayoutGrid, WifiOff } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link, NavLink, Outlet } from "react-router";
import { useConnection } from "../core/event-stream";
import { useSession } from "../core/session";
import { AppIcon } from "./app-icon";
import { useApps } from "./apps";
import { BalancePill } from "./balance-pill";

const AccountMenu = lazy(() => import("./account-menu"));
const QueueIndicator = lazy(() => import("./queue-indicator"));
const Toaster = lazy(() => import("./toaster"));

const places = [
  { to: "/", label: "Dashboard", Icon: LayoutGrid },
  { to: "/work", label: "My work", Icon: Images },
  { to: "/billing", label: "Billing", Icon: CreditCard },
] as const;

/** The frame around every page: places to go, what is running, what is left to spend. */
export function Layout() {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-surface p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar />
      <div className="flex min-w-0 flex-col">
        <Header />
        <OfflineBanner />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 pb-20 outline-none md:pb-0">
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Suspense>
        <Toaster />
      </Suspense>
    </div>
  );
}

function Sidebar() {
  const apps = useApps();
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col gap-6 border-line border-r bg-surface px-3 py-4 md:flex">
      <Brand />
      <nav aria-label="Places" className="grid gap-0.5">
        {places.map(({ to, label, Icon }) => (
          <NavLink key={to} to={to} end={to === "/"} className={sideLink}>
            <Icon size={18} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
      </nav>
      <nav aria-label="Apps" className="grid gap-0.5">
        <p className="px-3 pb-1 font-medium text-faint text-xs">Apps</p>
        {apps.status === "ready" &&
          apps.data.map((app) => (
            <NavLink key={app.id} to={`/apps/${app.id}`} className={sideLink}>
              <span className="-ml-1.5">
                <AppIcon icon={app.icon} color={app.color} size="small" />
              </span>
              <span className="-ml-1 truncate">{app.name}</span>
            </NavLink>
          ))}
      </nav>
    </aside>
  );
}

const sideLink = ({ isActive }: { isActive: boolean }) =>
  classNames(
    "flex h-10 items-center gap-3 rounded-control px-3 font-medium transition-colors duration-150",
    isActive ? "bg-sunken text-ink" : "text-muted hover:bg-sunken hover:text-ink",
  );

function Brand() {
  return (
    <Link to="/" className="flex h-10 items-center gap-2.5 rounded-control px-2 font-semibold text-base tracking-tight">
      <img src="/logo.svg" alt="" width={28} height={28} />
      Lumiku
    </Link>
  );
}

function Header() {
  const me = useSession((state) => state.me);
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-line border-b bg-surface/90 px-4 backdrop-blur sm:px-8">
      <div className="md:invisible">
        <Brand />
      </div>
      <div className="flex items-center gap-1">
        <Suspense fallback={<span className="block size-11" />}>
          <QueueIndicator />
        </Suspense>
        {me && <BalancePill me={me} />}
        <Suspense fallback={<span className="block size-11" />}>{me && <AccountMenu me={me} />}</Suspense>
      </div>
    </header>
  );
}

function OfflineBanner() {
  const isLive = useConnection((state) => state.isLive);
  return (
    <div role="status">
      {!isLive && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-2 text-[13px] text-warning">
          <WifiOff size={15} aria-hidden="true" />
          The connection is gone. Your work goes on; this page catches up by itself.
        </p>
      )}
    </div>
  );
}

function BottomBar() {
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ to, label, Icon }) => (
        <NavLink
          key={to}
          to={to}
          end={to === "/"}
          className={({ isActive }) =>
            classNames(
              "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 font-medium text-xs",
              isActive ? "text-accent-ink" : "text-muted",
            )
          }
        >
          <Icon size={20} aria-hidden="true" />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
