import type { AppNames } from "./names";

export function frontendFiles({ id, contract }: AppNames): Record<string, string> {
  return {
    "app.ts": `import { defineWebApp } from "@lumiku/app-sdk/web";
import { ${contract} } from "@lumiku/contracts/${id}";

export default defineWebApp(${contract}, {
  pages: [{ path: "", title: ${contract}.name, load: () => import("./pages/home") }],
});
`,
    "api.ts": `import { createClient } from "@lumiku/app-sdk";
import { ${contract} } from "@lumiku/contracts/${id}";
import { transport } from "../../core/http";

export const api = createClient(${contract}, transport);
`,
    "pages/home.tsx": `import { type AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import { ${contract} } from "@lumiku/contracts/${id}";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { Picture } from "@lumiku/ui/picture";
import { ProgressBar } from "@lumiku/ui/progress";
import { type FormEvent, useState } from "react";
import { useGenerationList, useGenerations } from "../../../core/generations";
import { newIdempotencyKey } from "../../../core/http";
import { useAsync } from "../../../core/use-async";
import { api } from "../api";

const isOurs = (generation: Generation) => generation.appId === ${contract}.id;

/** Ideas first, what became of them below. */
export default function Home() {
  const [ideas, reload] = useAsync("ideas", () => api.listIdeas());
  const [error, setError] = useState<AppError>();
  const sketches = useGenerationList(isOurs);

  const attempt = async (work: () => Promise<unknown>) => {
    setError(undefined);
    await work().catch((failure: AppError) => setError(failure));
  };
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    void attempt(async () => {
      await api.createIdea({ body: { text: String(new FormData(form).get("text")) } });
      form.reset();
      reload();
    });
  };
  const sketch = (ideaId: string) =>
    attempt(async () => {
      const started = await api.sketchIdea({ params: { ideaId }, idempotencyKey: newIdempotencyKey() });
      useGenerations.getState().upsert(started);
    });
  const remove = (ideaId: string) =>
    attempt(async () => {
      await api.removeIdea({ params: { ideaId } });
      reload();
    });

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <h1 className="font-semibold text-2xl tracking-tight">{${contract}.name}</h1>
      <form onSubmit={add} className="flex max-w-xl items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField label="A new idea" name="text" required maxLength={200} error={error?.message} />
        </div>
        <Button type="submit" look="primary">
          Note it
        </Button>
      </form>
      {ideas.status === "failed" && (
        <div role="alert" className="flex items-center gap-3">
          <p className="text-muted">{ideas.error.message}</p>
          <Button size="small" onClick={reload}>
            Try again
          </Button>
        </div>
      )}
      <ul className="grid max-w-xl gap-2">
        {ideas.status === "ready" &&
          ideas.data.items.map((idea) => (
            <li key={idea.id} className="flex items-center justify-between gap-3 rounded-card border border-line bg-surface py-2 pr-2 pl-4">
              <span className="min-w-0 break-words">{idea.text}</span>
              <span className="flex shrink-0 gap-1">
                <Button size="small" onClick={() => void sketch(idea.id)}>
                  Sketch · 1 credit
                </Button>
                <Button size="small" look="quiet" onClick={() => void remove(idea.id)}>
                  Forget
                </Button>
              </span>
            </li>
          ))}
      </ul>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {sketches.map((generation) => (
          <Sketch key={generation.id} generation={generation} />
        ))}
      </ul>
    </div>
  );
}

function Sketch({ generation }: { generation: Generation }) {
  const asset = generation.outputs[0]?.asset;
  const text = String(generation.params.text ?? "");
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface">
      {asset ? (
        <Picture {...asset} src={asset.thumbnailUrl} alt="" />
      ) : (
        <div className="grid aspect-square content-center gap-2 p-4">
          {!isTerminal(generation.status) && <ProgressBar value={generation.progress} label={text} />}
          <p className="text-center text-[13px] text-muted">{generation.error?.message ?? generation.step}</p>
        </div>
      )}
      <p className="truncate px-3 py-2 text-[13px]">{text}</p>
    </li>
  );
}
`,
  };
}
