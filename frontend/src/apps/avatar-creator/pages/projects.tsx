import type { Project } from "@lumiku/contracts/avatar-creator";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Notice } from "@lumiku/ui/notice";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Tabs } from "@lumiku/ui/tabs";
import { Archive, LayoutTemplate, Plus, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { newIdempotencyKey } from "../../../core/http";
import { LoadFailed } from "../../../core/load-failed";
import { SearchField } from "../../../core/search-field";
import { useSettled } from "../../../core/use-settled";
import { api } from "../api";
import { ProjectCard } from "../components/project-card";
import { useProjectList } from "../project-list";
import { attempt } from "../say";

const ProjectDialog = lazy(() =>
  import("../components/project-dialog").then((module) => ({ default: module.ProjectDialog })),
);

type Show = "active" | "archived";
const shows = [
  { value: "active", label: "Projects" },
  { value: "archived", label: "Archive" },
] as const satisfies { value: Show; label: string }[];

/** A person's projects. Whoever has none is taken straight to a first one. */
export default function Projects() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const sentAsset = search.get("asset");
  const [show, setShow] = useState<Show>("active");
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const list = useProjectList({ archived: show === "archived", q });
  const [edited, setEdited] = useState<Project | "new">();
  const isEmpty = !list.isLoading && !list.error && list.items.length === 0;
  const isFirstVisit = useFirstVisit(isEmpty && show === "active" && !q);
  const pathOf = (id: string) => `projects/${id}${sentAsset ? `?asset=${encodeURIComponent(sentAsset)}` : ""}`;

  const create = async (values: { name: string; description: string }, replace = false) => {
    const project = await api.createProject({ body: values, idempotencyKey: newIdempotencyKey() });
    await navigate(pathOf(project.id), { replace });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it turns out that there is nothing.
  useEffect(() => {
    if (isFirstVisit) void attempt(create({ name: "My first project", description: "" }, true));
  }, [isFirstVisit]);

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-2xl tracking-tight">Avatar Creator</h1>
        <div className="flex gap-2">
          <Link to="presets" className={buttonClass()}>
            <LayoutTemplate size={17} aria-hidden="true" />
            Presets
          </Link>
          <Button look="primary" onClick={() => setEdited("new")}>
            <Plus size={17} aria-hidden="true" />
            New project
          </Button>
        </div>
      </div>
      {sentAsset && <Notice title="Choose a project">The picture you sent is added there as a reference.</Notice>}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Tabs label="Show" value={show} onChange={setShow} options={shows} />
        <SearchField label="Search projects" value={typed} onChange={setTyped} />
      </div>
      {list.error && <LoadFailed error={list.error} onRetry={list.reload} />}
      <ul aria-label="Projects" className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {list.items.map((project) => (
          <ProjectCard
            key={project.id}
            project={project}
            to={pathOf(project.id)}
            onEdit={() => setEdited(project)}
            onArchive={(isArchived) => void list.archive(project, isArchived)}
            onRemove={() => void list.removeProject(project)}
          />
        ))}
        {(list.isLoading || isFirstVisit !== false) &&
          list.items.length === 0 &&
          !list.error &&
          ["a", "b", "c", "d"].map((key) => <CardSkeleton key={key} />)}
      </ul>
      {isEmpty && isFirstVisit === false && <Nothing show={show} q={q} />}
      {list.hasMore && (
        <Button className="justify-self-center" disabled={list.isLoading} onClick={list.loadMore}>
          Show more
        </Button>
      )}
      <Suspense>
        {edited && (
          <ProjectDialog
            {...(edited !== "new" && { project: edited })}
            onSave={(values) => (edited === "new" ? create(values) : list.update(edited, values))}
            onClose={() => setEdited(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Whether there never was a project; undefined until that is known. Removing the last one later is no first visit. */
function useFirstVisit(isEmpty: boolean): boolean | undefined {
  const [isFirst, setFirst] = useState<boolean>();
  useEffect(() => {
    if (!isEmpty || isFirst !== undefined) return;
    api.stats().then(
      ({ projects }) => setFirst(projects === 0),
      () => setFirst(false),
    );
  }, [isEmpty, isFirst]);
  return isFirst;
}

function CardSkeleton() {
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface">
      <Skeleton className="aspect-square rounded-none" />
      <div className="h-14" />
    </li>
  );
}

function Nothing({ show, q }: { show: Show; q: string }) {
  if (q) {
    return (
      <EmptyState icon={<Search size={22} />} title={`Nothing is called “${q}”`}>
        Names and descriptions of projects were searched. My work searches in prompts.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Archive size={22} />} title={show === "archived" ? "The archive is empty" : "No project here"}>
      {show === "archived"
        ? "Projects you are done with can rest here. Nothing in them is lost."
        : "Open one to make avatars in. Those in the archive can be taken out again."}
    </EmptyState>
  );
}
