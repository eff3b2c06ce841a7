import { classNames } from "@lumiku/ui/class-names";
import { Shapes } from "lucide-react";
import { NavLink, useLocation } from "react-router";
import { openSwitcher } from "./frame-store";
import { billing, dashboard, myWork, type Place } from "./places";

const targetLook =
  "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 font-medium text-xs -outline-offset-2";

/** Places to go, in reach of a thumb. */
export function BottomBar() {
  const isInApp = useLocation().pathname.startsWith("/apps/");
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Target place={dashboard} />
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={openSwitcher}
        className={classNames(targetLook, isInApp ? "text-accent-ink" : "text-muted")}
      >
        <Shapes size={20} aria-hidden="true" />
        Apps
      </button>
      <Target place={myWork} />
      <Target place={billing} />
    </nav>
  );
}

function Target({ place: { to, label, Icon } }: { place: Place }) {
  return (
    <NavLink
      to={to}
      end={to === "/"}
      className={({ isActive }) => classNames(targetLook, isActive ? "text-accent-ink" : "text-muted")}
    >
      <Icon size={20} aria-hidden="true" />
      {label}
    </NavLink>
  );
}
