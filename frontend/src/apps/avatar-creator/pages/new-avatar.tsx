import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { UserRound } from "lucide-react";
import { Navigate } from "react-router";
import { useAsync } from "../../../core/use-async";
import { findLatestProject } from "../latest-project";
import { APP_ID } from "../use-studio";

/** Leads to where somebody is described: the studio of the project that was worked in last. */
export default function NewAvatar() {
  const [project, retry] = useAsync("latest", findLatestProject);
  if (project.status === "ready") return <Navigate to={`/apps/${APP_ID}/projects/${project.data.id}`} replace />;
  if (project.status === "loading") return <Skeleton className="m-4 h-96 sm:m-8" />;
  return (
    <div className="mx-auto max-w-2xl p-8">
      <h1 className="sr-only">Avatar Creator</h1>
      <EmptyState
        icon={<UserRound size={22} />}
        title={project.error.message}
        action={
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        Nothing was begun yet.
      </EmptyState>
    </div>
  );
}
