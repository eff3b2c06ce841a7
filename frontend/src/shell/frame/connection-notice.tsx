import { classNames } from "@lumiku/ui/class-names";
import { LoaderCircle, Wifi, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnection } from "../../core/event-stream";

/** A stream that comes back at once was never gone for anybody. */
const PATIENCE_MS = 1_500;
const CONFIRMED_MS = 2_500;

const notices = {
  offline: { Icon: WifiOff, look: "bg-warning-soft text-warning", words: "You are offline. Running work goes on." },
  reconnecting: { Icon: LoaderCircle, look: "bg-warning-soft text-warning", words: "Reconnecting …" },
  back: { Icon: Wifi, look: "bg-success-soft text-success", words: "Back online. Everything is up to date." },
} as const;

/** Whether what is shown is live; over the page, so that nothing moves. */
export function ConnectionNotice() {
  const notice = useConnectionNotice();
  const shown = notice && notices[notice];
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-16 z-40 flex justify-center px-4">
      {shown && (
        <p
          className={classNames(
            "flex h-9 items-center gap-2 rounded-full px-4 font-medium text-[13px] shadow-lg",
            shown.look,
          )}
        >
          <shown.Icon size={15} className={notice === "reconnecting" ? "animate-spin" : undefined} aria-hidden="true" />
          {shown.words}
        </p>
      )}
    </div>
  );
}

function useConnectionNotice(): keyof typeof notices | undefined {
  const isLive = useConnection((state) => state.isLive);
  const isOffline = useIsOffline();
  const [notice, setNotice] = useState<keyof typeof notices>();

  useEffect(() => {
    if (isOffline) {
      setNotice("offline");
      return;
    }
    if (isLive) {
      setNotice((before) => before && "back");
      return;
    }
    setNotice((before) => (before === "offline" ? "reconnecting" : before));
    const timer = setTimeout(() => setNotice("reconnecting"), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLive, isOffline]);

  useEffect(() => {
    if (notice !== "back") return;
    const timer = setTimeout(() => setNotice(undefined), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return notice;
}

/** Whether there is no network, and no server without one: it may run on this very machine. */
function useIsOffline(): boolean {
  const [isOffline, setOffline] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const isReached = navigator.onLine || (await fetch("/api/health/live", { cache: "no-store" }).catch(() => null));
      if (isCurrent) setOffline(!isReached && !navigator.onLine);
    };
    void look();
    const kinds = ["online", "offline"] as const;
    for (const kind of kinds) window.addEventListener(kind, look);
    return () => {
      isCurrent = false;
      for (const kind of kinds) window.removeEventListener(kind, look);
    };
  }, []);
  return isOffline;
}
