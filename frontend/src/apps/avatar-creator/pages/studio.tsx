import type { AppError, Generation } from "@lumiku/app-sdk";
import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { ArrowLeft, UserRound } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { modelWords } from "../../../core/generation-words";
import { fetchGenerations, useGenerationList, useGenerations } from "../../../core/generations";
import { newIdempotencyKey } from "../../../core/http";
import { platform } from "../../../core/platform";
import { priceOf } from "../../../core/quota";
import { useSession } from "../../../core/session";
import { useAsync } from "../../../core/use-async";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { History } from "../components/history";
import { RecipeForm } from "../components/recipe-form";
import { Result } from "../components/result";
import { chooseModel, emptyRecipe, toRecipe, toRequest } from "../recipe";
import { useRecipes } from "../store";

const APP_ID = "avatar-creator";

/** Parameters at the side, the result in the middle, everything made before below. */
export default function Studio() {
  const { projectId = "" } = useParams();
  const [project] = useAsync(projectId, () => api.getProject({ params: { projectId } }));
  const me = useSession((state) => state.me);
  const tier = me?.account.tier;
  // Another tier opens other models.
  const [models, reloadModels] = useRefreshed(() => platform.apps.models({ params: { appId: APP_ID } }), [tier]);
  const [styles] = useAsync("styles", () => api.listStyles());
  const recipe = useRecipes((state) => state.byProject[projectId] ?? emptyRecipe);
  const change = useRecipes((state) => state.change);
  const [error, setError] = useState<AppError>();
  const [isStarting, setStarting] = useState(false);
  const [selectedId, setSelectedId] = useState<string>();

  useEffect(() => {
    void fetchGenerations({ appId: APP_ID, limit: 60 }).catch(() => {});
  }, []);
  useEffect(() => {
    if (project.status === "ready") document.title = `${project.data.name} · Lumiku`;
  }, [project]);

  const belongs = useCallback(
    (generation: Generation) => generation.appId === APP_ID && generation.params.projectId === projectId,
    [projectId],
  );
  const history = useGenerationList(belongs);
  const selected = history.find((generation) => generation.id === selectedId) ?? history[0];
  const offered = models.status === "ready" ? models.data.items : [];
  const model = chooseModel(offered, recipe.model);
  const assets = useMemo(
    () => history.flatMap(({ outputs }) => outputs.flatMap(({ asset }) => asset ?? [])),
    [history],
  );

  const generate = async () => {
    if (isStarting || !model) return;
    setStarting(true);
    setError(undefined);
    try {
      const generation = await api.generateAvatars({
        params: { projectId },
        body: toRequest(recipe, model),
        idempotencyKey: newIdempotencyKey(),
      });
      useGenerations.getState().upsert(generation);
      setSelectedId(generation.id);
      document.getElementById("result")?.scrollIntoView({ block: "nearest" });
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setStarting(false);
    }
  };

  if (project.status === "failed") return <ProjectMissing message={project.error.message} />;

  return (
    <div className="lg:grid lg:grid-cols-[360px_minmax(0,1fr)]">
      <RecipeForm
        recipe={recipe}
        models={offered}
        modelsError={models.status === "failed" ? models.error : undefined}
        onReloadModels={reloadModels}
        styles={styles.status === "ready" ? styles.data.items : []}
        model={model}
        assets={assets}
        price={me && model ? priceOf(me, model, recipe.count) : undefined}
        isStarting={isStarting}
        error={error}
        onChange={(changes) => change(projectId, changes)}
        onGenerate={() => void generate()}
      />
      <div className="grid content-start gap-6 px-4 py-6 max-lg:pb-40 sm:px-8">
        <div className="flex items-center gap-1">
          <Link to={`/apps/${APP_ID}`} aria-label="All projects" className={`${buttonClass("quiet", "icon")} -ml-3`}>
            <ArrowLeft size={18} />
          </Link>
          <h1 className="truncate font-semibold text-xl tracking-tight">
            {project.status === "ready" ? project.data.name : "\u00a0"}
          </h1>
        </div>
        <section id="result" aria-label="Result" className="scroll-mt-20">
          {selected ? (
            <Result
              generation={selected}
              modelName={offered.find(({ key }) => key === selected.model)?.name ?? modelWords(selected.model)}
              onRetried={(started) => setSelectedId(started.id)}
              onReuse={() =>
                change(projectId, toRecipe(selected.params, selected.model, selected.count, selected.seed))
              }
            />
          ) : (
            <EmptyState icon={<UserRound size={22} />} title="Who should it be?">
              Describe the person in a few words, for example “a woman with a green hijab and glasses”, and press
              Generate.
            </EmptyState>
          )}
        </section>
        {history.length > 1 && (
          <History
            items={history.filter((item) => item.status !== "cancelled" || item.outputs.length > 0)}
            selectedId={selected?.id}
            onSelect={setSelectedId}
          />
        )}
      </div>
    </div>
  );
}

function ProjectMissing({ message }: { message: string }) {
  return (
    <div className="mx-auto max-w-2xl p-8">
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
