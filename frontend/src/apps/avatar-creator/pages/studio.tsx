import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ArrowLeft, Images, LayoutTemplate, UserRound } from "lucide-react";
import { type KeyboardEvent, useEffect } from "react";
import { Link, useParams } from "react-router";
import { modelWords } from "../../../core/generation-words";
import { useAsync } from "../../../core/use-async";
import { api } from "../api";
import { AvatarResult } from "../components/result/avatar-result";
import { EmptyResult } from "../components/result/empty-result";
import { History } from "../components/result/history";
import { Result } from "../components/result/result";
import { RecipeDock } from "../components/studio/recipe-dock";
import { RecipePanel } from "../components/studio/recipe-panel";
import { createPictureActions } from "../picture-actions";
import { useMedia } from "../use-media";
import { useSentAsset } from "../use-sent-asset";
import { APP_ID, type Studio as StudioState, useStudio } from "../use-studio";
import { useWork, type Work } from "../use-work";

/** Parameters at the side, the result in the middle, everything made before below. On a phone the result comes first. */
export default function Studio() {
  const { projectId = "" } = useParams();
  return <ProjectStudio key={projectId} projectId={projectId} />;
}

function ProjectStudio({ projectId }: { projectId: string }) {
  const [project] = useAsync(projectId, () => api.getProject({ params: { projectId } }));
  const work = useWork(projectId);
  const studio = useStudio(projectId, work.shown?.generation, work.select);
  const isWide = useMedia("(min-width: 64rem)");
  useSentAsset(projectId);
  useEffect(() => {
    if (project.status === "ready") document.title = `${project.data.name} · Lumiku`;
  }, [project]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void studio.generate();
  };

  if (project.status === "failed") return <ProjectMissing message={project.error.message} />;
  const form = (
    // Enter in a field of one line must not cost anything: it takes the button, or Ctrl or ⌘ with it.
    <form
      aria-label="Portrait"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      className={isWide ? undefined : "contents"}
    >
      {isWide ? <RecipePanel studio={studio} /> : <RecipeDock studio={studio} />}
    </form>
  );
  return (
    <div className="lg:grid lg:grid-cols-[392px_minmax(0,1fr)]">
      {isWide && form}
      <div className="grid min-w-0 grid-cols-1 content-start gap-5 px-4 py-4 max-lg:min-h-[calc(100dvh-16rem)] sm:px-8 sm:py-5">
        <Header name={project.status === "ready" ? project.data.name : undefined} projectId={projectId} />
        <section aria-label="Result">
          <Shown studio={studio} work={work} hasExamples={!isWide} />
        </section>
        <History work={work} />
      </div>
      {!isWide && form}
    </div>
  );
}

function Shown({ studio, work, hasExamples }: { studio: StudioState; work: Work; hasExamples: boolean }) {
  const { shown, isLoading, avatarOf } = work;
  const actions = createPictureActions(studio);
  if (!shown && isLoading) return <Skeleton className="mx-auto aspect-square w-full max-w-xl" />;
  if (!shown) {
    return (
      <EmptyResult
        projectId={studio.projectId}
        hasExamples={hasExamples}
        onDescribe={(prompt) => studio.change({ prompt })}
      />
    );
  }
  if (shown.avatar) return <AvatarResult key={shown.id} avatar={shown.avatar} actions={actions} />;
  const { generation } = shown;
  const modelName = studio.models.find(({ key }) => key === generation.model)?.name ?? modelWords(generation.model);
  return <Result key={shown.id} {...{ generation, modelName, avatarOf, actions }} />;
}

function Header({ name, projectId }: { name: string | undefined; projectId: string }) {
  return (
    <div className="flex items-center gap-1">
      <Link to={`/apps/${APP_ID}`} aria-label="All projects" className={`${buttonClass("quiet", "icon")} -ml-3`}>
        <ArrowLeft size={18} aria-hidden="true" />
      </Link>
      <h1 className="min-w-0 flex-1 truncate font-semibold text-xl tracking-tight">{name ?? "\u00a0"}</h1>
      <Link to="avatars" aria-label="All avatars" className={`${buttonClass("quiet")} max-sm:size-11 max-sm:px-0`}>
        <Images size={17} aria-hidden="true" />
        <span className="max-sm:hidden">All avatars</span>
      </Link>
      <Link
        to={`/apps/${APP_ID}/presets?project=${projectId}`}
        aria-label="Presets"
        className={`${buttonClass("quiet")} -mr-3 max-sm:size-11 max-sm:px-0`}
      >
        <LayoutTemplate size={17} aria-hidden="true" />
        <span className="max-sm:hidden">Presets</span>
      </Link>
    </div>
  );
}

function ProjectMissing({ message }: { message: string }) {
  return (
    <div className="mx-auto max-w-2xl p-8">
      <h1 className="sr-only">Avatar Creator</h1>
      <EmptyState
        icon={<UserRound size={22} />}
        title={message}
        action={
          <Link to={`/apps/${APP_ID}`} className={buttonClass("primary")}>
            All projects
          </Link>
        }
      >
        Pictures that were made in it are still in My work.
      </EmptyState>
    </div>
  );
}
