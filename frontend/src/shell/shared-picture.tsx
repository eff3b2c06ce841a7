import type { AppError } from "@lumiku/app-sdk";
import type { SharedPicture as Shared } from "@lumiku/contracts/shares";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Link2Off, Maximize2 } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { DownloadMenu } from "../core/download-menu";
import { sharesApi } from "../core/shares-api";
import { useAsync } from "../core/use-async";
import { whenAhead } from "../core/words";

const Lightbox = lazy(() => import("@lumiku/ui/lightbox").then((module) => ({ default: module.Lightbox })));

/** One picture for whoever has the link, with or without an account. */
export default function SharedPicture() {
  const { token = "" } = useParams();
  const [shared, retry] = useAsync(token, () => sharesApi.open({ params: { token } }));
  useUnlisted();
  const title = shared.status === "ready" ? shared.data.title || "A picture" : undefined;
  useEffect(() => {
    document.title = title ? `${title} · Lumiku` : "Lumiku";
  }, [title]);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 shrink-0 items-center justify-between gap-3 px-4 sm:px-6">
        <Link to="/" className="flex items-center gap-2.5 rounded-control font-semibold text-base tracking-tight">
          <img src="/logo.svg" alt="" width={28} height={28} />
          Lumiku
        </Link>
        <p className="text-[13px] text-muted">Made with Lumiku</p>
      </header>
      <main className="grid flex-1 place-items-center px-4 pb-6 sm:px-6">
        {shared.status === "loading" && <Skeleton className="aspect-square w-full max-w-[min(72dvh,100%)]" />}
        {shared.status === "failed" && <Closed error={shared.error} onRetry={retry} />}
        {shared.status === "ready" && <Opened {...shared.data} title={title ?? ""} />}
      </main>
    </div>
  );
}

function Opened({ title, asset, expiresAt }: Shared) {
  const [isClose, setClose] = useState(false);
  return (
    <article className="grid w-full justify-items-center gap-5">
      <button
        type="button"
        aria-label="Look closer"
        onClick={() => setClose(true)}
        className="group relative block w-full cursor-zoom-in overflow-hidden rounded-card border border-line"
        style={{ maxWidth: `calc(70dvh * ${asset.width / asset.height})` }}
      >
        <Picture {...asset} src={asset.url} alt={title} className="w-full" />
        <span className="absolute right-3 bottom-3 grid size-9 place-items-center rounded-full bg-black/55 text-white opacity-0 transition-opacity duration-150 group-hover:opacity-100 group-focus-visible:opacity-100">
          <Maximize2 size={16} aria-hidden="true" />
        </span>
      </button>
      <div className="flex w-full max-w-2xl flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="line-clamp-2 font-semibold text-lg">{title}</h1>
          <p className="text-[13px] text-faint">This link ends {whenAhead(expiresAt)}.</p>
        </div>
        <DownloadMenu asset={asset} name={title} />
      </div>
      <Suspense>
        {isClose && (
          <Lightbox
            pictures={[{ ...asset, src: asset.url, alt: title }]}
            index={0}
            onIndexChange={() => {}}
            onClose={() => setClose(false)}
          />
        )}
      </Suspense>
    </article>
  );
}

function Closed({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const isGone = error.status === 404 || error.status === 410;
  return (
    <div className="grid max-w-sm justify-items-center gap-4 text-center">
      <span className="grid size-12 place-items-center rounded-card bg-accent-soft text-accent-ink">
        <Link2Off size={22} aria-hidden="true" />
      </span>
      <h1 className="font-semibold text-lg">
        {isGone ? "This link no longer works" : "The picture cannot be shown right now"}
      </h1>
      <p className="text-muted">
        {isGone
          ? "Links to pictures end after a while, or are taken back. Ask whoever sent it to you for a new one."
          : error.message}
      </p>
      {isGone ? (
        <Link to="/" className={buttonClass("secondary")}>
          See what Lumiku is
        </Link>
      ) : (
        <Button onClick={onRetry}>Try again</Button>
      )}
    </div>
  );
}

/** Keeps the page out of search engines: a link is for those it was given to. */
function useUnlisted(): void {
  useEffect(() => {
    const meta = document.createElement("meta");
    meta.name = "robots";
    meta.content = "noindex";
    document.head.append(meta);
    return () => meta.remove();
  }, []);
}
