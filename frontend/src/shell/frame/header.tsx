import { Search } from "lucide-react";
import { lazy } from "react";
import { useSession } from "../../core/session";
import { BalancePill } from "./balance-pill";
import { openPalette } from "./frame-store";
import { modKey } from "./keyboard";
import { Part } from "./part";

const AppSwitcher = lazy(() => import("./app-switcher"));
const QueueIndicator = lazy(() => import("./queue-indicator"));
const Bell = lazy(() => import("../notifications/bell"));
const AccountMenu = lazy(() => import("./account-menu"));

const button = <span className="block size-11 shrink-0" />;

/** What is at hand on every page. Each part has its place before it is there. */
export function Header() {
  const me = useSession((state) => state.me);
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-0.5 border-line border-b bg-surface/90 px-2.5 backdrop-blur sm:gap-1 sm:px-6">
      <Part place={button}>
        <AppSwitcher />
      </Part>
      <div className="flex-1" />
      <button
        type="button"
        aria-label="Search and commands"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openPalette}
        onPointerEnter={() => void import("../palette/palette")}
        className="group grid size-11 shrink-0 place-items-center rounded-control text-muted hover:text-ink max-lg:hover:bg-sunken lg:w-60"
      >
        <Search size={18} className="lg:hidden" aria-hidden="true" />
        <span className="hidden h-9 w-full items-center gap-2 rounded-control border border-line bg-canvas px-3 font-normal text-[13px] text-faint transition-colors duration-150 group-hover:border-line-strong lg:flex">
          <Search size={15} aria-hidden="true" />
          Search
          {/* Drawn, not written: what the button says stays what it is called. */}
          <span
            aria-hidden="true"
            data-keys={modKey === "⌘" ? "⌘K" : "Ctrl K"}
            className="ml-auto rounded border border-line-strong bg-sunken px-1.5 font-medium text-[11px] text-muted leading-4.5 before:content-[attr(data-keys)]"
          />
        </span>
      </button>
      {me && <BalancePill me={me} />}
      <Part place={button}>
        <QueueIndicator />
      </Part>
      <Part place={button}>
        <Bell />
      </Part>
      <Part place={button}>{me && <AccountMenu me={me} />}</Part>
    </header>
  );
}
