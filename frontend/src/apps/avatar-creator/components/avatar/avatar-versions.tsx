import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Columns2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";

const VersionComparison = lazy(() =>
  import("./version-comparison").then((module) => ({ default: module.VersionComparison })),
);

/** All versions of one avatar, the oldest first, with the one that is open marked. */
export function AvatarVersions({ versions, current }: { versions: readonly Avatar[]; current: Avatar }) {
  const [isComparing, setComparing] = useState(false);
  if (versions.length < 2) return null;
  return (
    <section aria-labelledby="versions" className="grid gap-3">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h2 id="versions" className="font-semibold text-base">
          Versions
        </h2>
        <Button size="small" onClick={() => setComparing(true)}>
          <Columns2 size={15} aria-hidden="true" />
          Compare
        </Button>
      </div>
      <ol className="flex gap-2 overflow-x-auto pb-2">
        {versions.map((version, index) => (
          <li key={version.id} className="shrink-0">
            <Link
              to={`../projects/${version.projectId}/avatars/${version.id}`}
              relative="route"
              aria-label={`Version ${index + 1}${version.id === current.id ? ", open" : ""}`}
              aria-current={version.id === current.id ? "page" : undefined}
              className="block size-24 overflow-hidden rounded-control border-2 border-transparent aria-[current]:border-accent"
            >
              <Picture {...version.asset} src={version.asset.thumbnailUrl} alt="" className="aspect-square!" />
            </Link>
          </li>
        ))}
      </ol>
      <Suspense>
        {isComparing && <VersionComparison versions={versions} current={current} onClose={() => setComparing(false)} />}
      </Suspense>
    </section>
  );
}
