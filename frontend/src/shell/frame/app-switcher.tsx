import { Badge } from "@lumiku/ui/badge";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ChevronsUpDown, Lock, Shapes } from "lucide-react";
import { Link, useLocation } from "react-router";
import { useApps } from "../../core/apps";
import { AppIcon } from "../app-icon";
import { useFrame } from "./frame-store";
import { Panel } from "./panel";

const setOpen = (isSwitcherOpen: boolean) => useFrame.setState({ isSwitcherOpen });

/** Which app a person is in, and the way to the others. */
export default function AppSwitcher() {
  const isOpen = useFrame((state) => state.isSwitcherOpen);
  const apps = useApps();
  const currentId = /^\/apps\/([^/]+)/.exec(useLocation().pathname)?.[1];
  const all = apps.status === "ready" ? apps.data : [];
  const current = all.find(({ id }) => id === currentId);
  const trigger = (
    <button
      type="button"
      aria-label={current ? `Apps, now ${current.name}` : "Apps"}
      className="flex h-11 shrink-0 items-center gap-2 rounded-control px-1.5 font-medium hover:bg-sunken sm:px-2"
    >
      {current ? (
        <AppIcon icon={current.icon} color={current.color} size="small" />
      ) : (
        <span className="grid size-7 place-items-center rounded-md bg-sunken text-muted">
          <Shapes size={16} aria-hidden="true" />
        </span>
      )}
      <span className="max-w-48 truncate max-sm:hidden">{current?.name ?? "Apps"}</span>
      <ChevronsUpDown size={14} className="text-faint" aria-hidden="true" />
    </button>
  );
  return (
    <Panel title="Apps" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} align="start">
      <ul className="grid gap-0.5 p-1.5">
        {apps.status === "loading" && <Skeleton className="h-14" />}
        {all.map((app) => (
          <li key={app.id}>
            <Link
              to={`/apps/${app.id}`}
              onClick={() => setOpen(false)}
              aria-current={app === current ? "page" : undefined}
              className={classNames(
                "flex min-h-14 items-center gap-3 rounded-control px-2.5 py-2 -outline-offset-2 hover:bg-sunken",
                app === current && "bg-sunken",
              )}
            >
              <AppIcon icon={app.icon} color={app.color} />
              <span className="grid min-w-0 flex-1">
                <span className="truncate font-medium">{app.name}</span>
                <span className="truncate text-[13px] text-muted">{app.access.reason ?? app.summary}</span>
              </span>
              {app.features.comingSoon ? (
                <Badge>Coming soon</Badge>
              ) : (
                !app.access.isOpen && <Lock size={15} className="text-faint" aria-hidden="true" />
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
