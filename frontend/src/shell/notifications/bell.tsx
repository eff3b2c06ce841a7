import { Button } from "@lumiku/ui/button";
import { Bell as BellIcon, CheckCheck } from "lucide-react";
import { lazy, useState } from "react";
import { useNotifications } from "../../core/notifications";
import { DrawnCount } from "../frame/drawn-count";
import { Panel } from "../frame/panel";

const NotificationList = lazy(() => import("./notification-list"));

/** How much is unread, from anywhere; opened, what it is. */
export default function Bell() {
  const unreadCount = useNotifications((state) => state.unreadCount);
  const [isOpen, setOpen] = useState(false);
  const trigger = (
    <Button
      look="quiet"
      size="icon"
      className="relative"
      aria-label={unreadCount > 0 ? `Notifications, ${unreadCount} unread` : "Notifications"}
    >
      <BellIcon size={19} aria-hidden="true" />
      {unreadCount > 0 && (
        <DrawnCount
          count={unreadCount}
          className="absolute top-1 right-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full border-2 border-surface bg-accent px-1 font-semibold text-[10px] text-on-accent leading-none"
        />
      )}
    </Button>
  );
  const readAll = (
    <Button
      look="quiet"
      size="small"
      className="aria-disabled:text-faint max-md:h-11"
      // Not disabled: it would lose the focus by being used.
      aria-disabled={unreadCount === 0}
      onClick={() => void useNotifications.getState().read()}
    >
      <CheckCheck size={15} aria-hidden="true" />
      Mark all as read
    </Button>
  );
  return (
    <Panel title="Notifications" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} action={readAll}>
      <NotificationList onLeave={() => setOpen(false)} />
    </Panel>
  );
}
