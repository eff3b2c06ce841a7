import type { Names } from "./names";

export function frontendFiles({ id, camel }: Names): Record<string, string> {
  return {
    "app.ts": `import { defineWebApp } from "@lumiku/app-sdk/web";
import { ${camel} } from "@lumiku/contracts/${id}";

export default defineWebApp(${camel}, {
  pages: [{ path: "", title: ${camel}.name, load: () => import("./pages/home") }],
});
`,
    "api.ts": `import { createClient } from "@lumiku/app-sdk";
import { ${camel} } from "@lumiku/contracts/${id}";
import { transport } from "../../core/http";

export const api = createClient(${camel}, transport);
`,
    "pages/home.tsx": `import { type AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import { ${camel} } from "@lumiku/contracts/${id}";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { Picture } from "@lumiku/ui/picture";
import { ProgressBar } from "@lumiku/ui/progress";
import { type FormEvent, useState } from "react";
import { useGenerationList, useGenerations } from "../../../core/generations";
import { newIdempotencyKey } from "../../../core/http";
import { useAsync } from "../../../core/use-async";
import { api } from "../api";

const isOurs = (generation: Generation) => generation.appId === ${camel}.id;

/** Ideas on the left, what became of them on the right. */
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

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8 sm:py-8">
      <h1 className="font-semibold text-2xl tracking-tight">{${camel}.name}</h1>
      <form onSubmit={add} className="flex max-w-xl items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField label="A new idea" name="text" required maxLength={200} error={error?.message} />
        </div>
        <Button type="submit" look="primary">
          Note it
        </Button>
      </form>
      <ul className="grid max-w-xl gap-2">
        {ideas.status === "ready" &&
          ideas.data.items.map((idea) => (
            <li key={idea.id} className="flex items-center justify-between gap-3 rounded-card border border-line bg-surface py-2 pr-2 pl-4">
              <span className="min-w-0 break-words">{idea.text}</span>
              <Button size="small" onClick={() => void sketch(idea.id)}>
                Sketch · 1 credit
              </Button>
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
        <Picture {...asset} src={asset.thumbnailUrl} alt={text} />
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
