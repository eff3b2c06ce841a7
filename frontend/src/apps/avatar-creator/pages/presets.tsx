import type { AppError } from "@lumiku/app-sdk";
import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { buttonClass } from "@lumiku/ui/button";
import { Tabs } from "@lumiku/ui/tabs";
import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { createAttempts } from "../../../core/attempts";
import { useGenerations } from "../../../core/generations";
import { platform } from "../../../core/platform";
import { nextSteps } from "../../../core/refusal-words";
import { SearchField } from "../../../core/search-field";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { PresetGrid } from "../components/presets/preset-grid";
import { findLatestProject } from "../latest-project";
import { applyPreset } from "../preset-draft";
import { type PresetShelf, shelves } from "../preset-filter";
import { usePresets } from "../presets";
import { say } from "../say";
import { APP_ID } from "../use-studio";

const PresetMenu = lazy(() => import("../components/presets/preset-menu"));
const attempts = createAttempts();

/** People to begin with: the platform's and one's own. */
export default function Presets() {
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [search, setSearch] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { items } = usePresets();
  const [models] = useRefreshed(() => platform.apps.models({ params: { appId: APP_ID } }), []);
  const shelf = shelves.find(({ value }) => value === address.get("shelf"))?.value ?? "all";
  const fromProject = address.get("project");
  useEffect(() => {
    document.title = "Presets · Lumiku";
  }, []);

  const showShelf = (next: PresetShelf) =>
    setAddress(
      (before) => {
        before.set("shelf", next);
        return before;
      },
      { replace: true },
    );

  const goOn = async (work: (projectId: string) => void | Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    try {
      const projectId = fromProject ?? (await findLatestProject()).id;
      await work(projectId);
      await navigate(`/apps/${APP_ID}/projects/${projectId}`);
    } catch (failure) {
      const { code, message } = failure as AppError;
      const [step] = nextSteps({ code });
      void say(message, step && { action: { label: step.label, onClick: () => void navigate(step.to) } });
    } finally {
      setBusy(false);
    }
  };
  const use = (preset: Preset) => void goOn((projectId) => applyPreset(projectId, preset));
  const draw = (preset: Preset) =>
    void goOn(async (projectId) => {
      const body = { presetId: preset.id };
      const generation = await attempts.make({ projectId, body }, (idempotencyKey) =>
        api.generateFromPreset({ params: { projectId }, body, idempotencyKey }),
      );
      useGenerations.getState().upsert(generation);
    });

  const options = shelves.map((option) => {
    const own = items.filter(({ isOwn }) => isOwn).length;
    return option.value === "own" && own > 0 ? { ...option, count: own } : option;
  });
  return (
    <div className="mx-auto grid w-full max-w-6xl grid-cols-1 gap-5 px-4 py-5 sm:px-8">
      <div className="flex items-center gap-1">
        <Link
          to={fromProject ? `/apps/${APP_ID}/projects/${fromProject}` : `/apps/${APP_ID}`}
          aria-label={fromProject ? "Back to the studio" : "All projects"}
          className={`${buttonClass("quiet", "icon")} -ml-3`}
        >
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h1 className="truncate font-semibold text-xl tracking-tight">Presets</h1>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-full flex-[1_1_32rem]">
          <Tabs label="Category" value={shelf} onChange={showShelf} options={options} />
        </div>
        <div className="flex min-w-56 flex-[1_1_14rem]">
          <SearchField label="Search presets" value={search} onChange={setSearch} />
        </div>
      </div>
      <PresetGrid
        shelf={shelf}
        search={search}
        className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4"
        onUse={use}
        tools={(preset) => (
          <Suspense fallback={<span className="block size-9 pointer-coarse:size-11" />}>
            <PresetMenu
              preset={preset}
              model={
                models.status === "ready" ? models.data.items.find(({ key }) => key === preset.recipe.model) : undefined
              }
              onUse={() => use(preset)}
              onDraw={() => draw(preset)}
            />
          </Suspense>
        )}
      />
    </div>
  );
}
