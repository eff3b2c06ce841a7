import type { AppError } from "@lumiku/app-sdk";
import type { Project } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Plus, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";
import { toast } from "sonner";
import { newIdempotencyKey } from "../../../core/http";
import { useAsync } from "../../../core/use-async";
import { timeAgo } from "../../../core/words";
import { api } from "../api";

/** A person's projects. Whoever has none is taken straight to a first one. */
export default function Projects() {
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const [projects, retry] = useAsync("projects", () => api.listProjects({ query: { limit: 60 } }));
  const isEmpty = projects.status === "ready" && projects.data.items.length === 0;

  const open = async (name: string, replace = false) => {
    setBusy(true);
    try {
      const project = await api.createProject({ body: { name }, idempotencyKey: newIdempotencyKey() });
      await navigate(`projects/${project.id}`, { replace });
    } catch (error) {
      toast.error((error as AppError).message);
      setBusy(false);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list turns out to be empty.
  useEffect(() => {
    if (isEmpty && !isBusy) void open("My first project", true);
  }, [isEmpty]);

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-2xl tracking-tight">Avatar Creator</h1>
        <Button
          look="primary"
          disabled={isBusy || projects.status !== "ready"}
          onClick={() => projects.status === "ready" && void open(`Project ${projects.data.items.length + 1}`)}
        >
          <Plus size={17} aria-hidden="true" />
          New project
        </Button>
      </div>
      {projects.status === "failed" && (
        <div role="alert" className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-5">
          <p className="text-muted">{projects.error.message}</p>
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        </div>
      )}
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {projects.status === "ready"
          ? projects.data.items.map((project) => <ProjectCard key={project.id} project={project} />)
          : ["a", "b", "c", "d"].map((key) => <Skeleton key={key} className="aspect-4/5" />)}
      </ul>
    </div>
  );
}

function ProjectCard({ project }: { project: Project }) {
  return (
    <li>
      <Link
        to={`projects/${project.id}`}
        className="block overflow-hidden rounded-card border border-line bg-surface transition-colors duration-150 hover:border-line-strong"
      >
        {project.cover ? (
          <Picture {...project.cover} src={project.cover.thumbnailUrl} alt="" className="aspect-square!" />
        ) : (
          <div className="grid aspect-square place-items-center bg-sunken text-faint">
            <UserRound size={32} aria-hidden="true" />
          </div>
        )}
        <div className="px-3 py-2.5">
          <p className="truncate font-medium">{project.name}</p>
          <p className="tabular text-faint text-xs">
            {project.avatarCount === 1 ? "1 avatar" : `${project.avatarCount} avatars`} · {timeAgo(project.updatedAt)}
          </p>
        </div>
      </Link>
    </li>
  );
}
