import { classNames } from "@lumiku/ui/class-names";
import { Lock, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { Link, NavLink } from "react-router";
import { useApps } from "../../core/apps";
import { useSession } from "../../core/session";
import { AppIcon } from "../app-icon";
import { toggleSidebar } from "./frame-store";
import { administration, billing, dashboard, myWork, type Place } from "./places";

/** Places to go, on wide screens; folded up, its icons are left. */
export function Sidebar({ isCollapsed }: { isCollapsed: boolean }) {
  const isAdmin = useSession((state) => state.me?.user.role === "admin");
  const [label, handlers] = useLabelBeside(isCollapsed);
  const Fold = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      className="sticky top-0 z-30 hidden h-dvh flex-col border-line border-r bg-surface pb-3 md:flex"
      {...handlers}
    >
      <Link
        to="/"
        className="mx-3 flex h-14 shrink-0 items-center gap-2.5 rounded-control px-2 font-semibold text-base tracking-tight -outline-offset-4"
      >
        <img src="/logo.svg" alt={isCollapsed ? "Lumiku" : ""} width={28} height={28} />
        {!isCollapsed && "Lumiku"}
      </Link>
      <nav aria-label="Places" className="grid gap-0.5 px-3 pt-2">
        <PlaceLink place={dashboard} isCollapsed={isCollapsed} />
        <PlaceLink place={myWork} isCollapsed={isCollapsed} />
      </nav>
      <Apps isCollapsed={isCollapsed} />
      <nav aria-label="More places" className="grid gap-0.5 px-3 pt-3">
        <PlaceLink place={billing} isCollapsed={isCollapsed} />
        {isAdmin && <PlaceLink place={administration} isCollapsed={isCollapsed} />}
      </nav>
      <button
        type="button"
        aria-expanded={!isCollapsed}
        aria-label={isCollapsed ? "Unfold the sidebar" : "Fold up the sidebar"}
        data-label="Unfold"
        onClick={toggleSidebar}
        className={classNames(linkLook, "mx-3 mt-0.5 text-faint hover:bg-sunken hover:text-ink")}
      >
        <Fold size={18} aria-hidden="true" />
        {!isCollapsed && "Fold up"}
      </button>
      {label}
    </aside>
  );
}

const linkLook =
  "flex h-10 shrink-0 items-center gap-3 rounded-control px-3 font-medium -outline-offset-2 transition-colors duration-150";

const linkClass = ({ isActive }: { isActive: boolean }) =>
  classNames(linkLook, isActive ? "bg-sunken text-ink" : "text-muted hover:bg-sunken hover:text-ink");

function PlaceLink({ place: { to, label, Icon }, isCollapsed }: { place: Place; isCollapsed: boolean }) {
  return (
    <NavLink to={to} end={to === "/"} data-label={label} className={linkClass}>
      <Icon size={18} className="mx-px shrink-0" aria-hidden="true" />
      <Name isHidden={isCollapsed}>{label}</Name>
    </NavLink>
  );
}

function Apps({ isCollapsed }: { isCollapsed: boolean }) {
  const apps = useApps();
  return (
    <nav aria-label="Apps" className="min-h-0 flex-1 overflow-y-auto px-3 pt-5">
      <p className={isCollapsed ? "mx-1 mb-2 border-line border-t" : "px-3 pb-1.5 font-medium text-faint text-xs"}>
        <Name isHidden={isCollapsed}>Apps</Name>
      </p>
      <div className="grid gap-0.5">
        {apps.status === "ready" &&
          apps.data.map((app) => (
            <NavLink key={app.id} to={`/apps/${app.id}`} data-label={app.name} className={linkClass}>
              <span className="-mx-1">
                <AppIcon icon={app.icon} color={app.color} size="small" />
              </span>
              <Name isHidden={isCollapsed}>{app.name}</Name>
              {!isCollapsed && (!app.access.isOpen || app.features.comingSoon) && (
                <Lock size={13} className="ml-auto shrink-0 text-faint" aria-label="Not open to you yet" />
              )}
            </NavLink>
          ))}
      </div>
    </nav>
  );
}

function Name({ isHidden, children }: { isHidden: boolean; children: ReactNode }) {
  return <span className={isHidden ? "sr-only" : "truncate"}>{children}</span>;
}

/** The name of what is pointed at or has the focus, beside a bar of icons. Screen readers have it already. */
function useLabelBeside(isOn: boolean) {
  const [shown, setShown] = useState<{ text: string; top: number }>();
  const show = ({ target }: SyntheticEvent) => {
    const labelled = (target as Element).closest<HTMLElement>("[data-label]");
    const box = labelled?.getBoundingClientRect();
    setShown(box && { text: labelled?.dataset.label ?? "", top: box.top + box.height / 2 });
  };
  const hide = () => setShown(undefined);
  const label = isOn && shown && (
    <span
      aria-hidden="true"
      style={{ top: shown.top }}
      className="pointer-events-none fixed left-[74px] z-50 -translate-y-1/2 whitespace-nowrap rounded-control border border-line bg-surface px-3 py-1.5 text-[13px] shadow-xl"
    >
      {shown.text}
    </span>
  );
  return [label, isOn ? { onPointerOver: show, onPointerLeave: hide, onFocus: show, onBlur: hide } : {}] as const;
}
