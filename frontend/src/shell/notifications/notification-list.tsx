import type { Notification } from "@lumiku/contracts/notifications";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import {
  BadgeCheck,
  BellRing,
  Check,
  CircleAlert,
  Coins,
  CreditCard,
  Gauge,
  HardDrive,
  ImageIcon,
  type LucideIcon,
  ReceiptText,
} from "lucide-react";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { useNotifications } from "../../core/notifications";
import { moment, timeAgo } from "../../core/words";
import { ListSkeleton } from "../loading";
import { byDay } from "./by-day";

const kinds: Record<Notification["kind"], [Icon: LucideIcon, look: string]> = {
  "generation.completed": [ImageIcon, "bg-accent-soft text-accent-ink"],
  "generation.failed": [CircleAlert, "bg-danger-soft text-danger"],
  "payment.succeeded": [ReceiptText, "bg-success-soft text-success"],
  "payment.failed": [CreditCard, "bg-danger-soft text-danger"],
  "plan.changed": [BadgeCheck, "bg-accent-soft text-accent-ink"],
  "credits.granted": [Coins, "bg-success-soft text-success"],
  "quota.exhausted": [Gauge, "bg-warning-soft text-warning"],
  "storage.low": [HardDrive, "bg-warning-soft text-warning"],
};

/** What a person should know, the newest first. */
export default function NotificationList({ onLeave }: { onLeave: () => void }) {
  const { status, items, nextCursor, load } = useNotifications();
  if (items.length > 0) {
    return (
      <div className="pb-1.5">
        {byDay(items).map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="px-4 pt-3 pb-1 font-medium text-faint text-xs">{group.title}</h3>
            <ul>
              {group.items.map((notification) => (
                <Item key={notification.id} notification={notification} onLeave={onLeave} />
              ))}
            </ul>
          </section>
        ))}
        {nextCursor && <More />}
      </div>
    );
  }
  if (status === "loading") {
    return (
      <div className="p-4">
        <ListSkeleton rows={3} />
      </div>
    );
  }
  if (status === "failed") {
    return (
      <div role="alert" className="grid justify-items-center gap-3 px-6 py-10 text-center">
        <p className="text-muted">Your notifications could not be loaded.</p>
        <Button size="small" className="max-md:h-11" onClick={() => void load()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-center gap-2 px-6 py-10 text-center">
      <span className="grid size-11 place-items-center rounded-card bg-accent-soft text-accent-ink">
        <BellRing size={20} aria-hidden="true" />
      </span>
      <p className="font-medium">Nothing here yet</p>
      <p className="max-w-72 text-[13px] text-muted">
        Work that ends while you are elsewhere, payments and your quota: what you should know is told here.
      </p>
    </div>
  );
}

function Item({ notification, onLeave }: { notification: Notification; onLeave: () => void }) {
  const { id, kind, title, body, link, createdAt, readAt } = notification;
  const { read } = useNotifications.getState();
  const row = useRef<HTMLLIElement>(null);
  const [Icon, look] = kinds[kind];
  const words = (
    <>
      <span className={classNames("grid size-9 shrink-0 place-items-center rounded-control", look)}>
        <Icon size={17} aria-hidden="true" />
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className={classNames("line-clamp-2", readAt ? "text-muted" : "font-medium")}>
          {title}
          {!readAt && <span className="sr-only">, unread</span>}
        </span>
        {body && <span className="line-clamp-2 text-[13px] text-muted">{body}</span>}
        <time dateTime={createdAt} title={moment(createdAt)} className="text-faint text-xs">
          {timeAgo(createdAt)}
        </time>
      </span>
    </>
  );
  const place = "flex min-w-0 flex-1 items-start gap-3 py-2.5 pl-4 text-left -outline-offset-2";
  return (
    <li ref={row} tabIndex={-1} className="group flex items-center pr-1.5 -outline-offset-2 hover:bg-sunken">
      {link ? (
        <Link
          to={link}
          className={place}
          onClick={() => {
            void read([id]);
            onLeave();
          }}
        >
          {words}
        </Link>
      ) : (
        <div className={place}>{words}</div>
      )}
      {/* Its place stays when it is read. */}
      <span className="size-11 shrink-0">
        {!readAt && (
          <Button
            look="quiet"
            size="icon"
            aria-label={`Mark as read: ${title}`}
            onClick={() => {
              // The button goes: the focus stays with what it was about.
              row.current?.focus();
              void read([id]);
            }}
          >
            <span className="size-2 rounded-full bg-accent md:group-hover:hidden" aria-hidden="true" />
            <Check size={16} className="hidden md:group-hover:block" aria-hidden="true" />
          </Button>
        )}
      </span>
    </li>
  );
}

function More() {
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const load = async () => {
    setState("busy");
    try {
      await useNotifications.getState().loadMore();
      setState("ready");
    } catch {
      setState("failed");
    }
  };
  return (
    <div className="px-4 py-2">
      <Button size="small" className="w-full max-md:h-11" disabled={state === "busy"} onClick={() => void load()}>
        {state === "failed" ? "That did not work. Try again" : "Show earlier ones"}
      </Button>
    </div>
  );
}
