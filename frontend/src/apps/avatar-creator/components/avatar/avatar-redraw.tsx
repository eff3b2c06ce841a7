import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Dices, PencilLine } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { createAttempts } from "../../../../core/attempts";
import { CancelButton, LiveProgress } from "../../../../core/generation-parts";
import { outcomeWords } from "../../../../core/generation-words";
import { useGenerations } from "../../../../core/generations";
import { priceOf } from "../../../../core/quota";
import { Refusal } from "../../../../core/refusal";
import { useSession } from "../../../../core/session";
import { cost } from "../../../../core/words";
import { api } from "../../api";
import { openInStudio, redrawRequest } from "../../redraw";

const attempts = createAttempts();

/** Draws it once more: the same with another seed at once, or changed in the studio. */
export function AvatarRedraw({ avatar, model }: { avatar: Avatar; model: Model | undefined }) {
  const navigate = useNavigate();
  const me = useSession((state) => state.me);
  const [startedId, setStartedId] = useState<string>();
  const started = useGenerations((state) => (startedId ? state.byId[startedId] : undefined));
  const [error, setError] = useState<AppError>();
  const [isStarting, setStarting] = useState(false);
  const request = redrawRequest(avatar);
  if (!request) return null;
  const price = me && model && priceOf(me, model, 1);

  const draw = async () => {
    setStarting(true);
    setError(undefined);
    try {
      const params = { projectId: avatar.projectId };
      const generation = await attempts.make({ params, request }, (idempotencyKey) =>
        api.generateAvatars({ params, body: request, idempotencyKey }),
      );
      useGenerations.getState().upsert(generation);
      setStartedId(generation.id);
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setStarting(false);
    }
  };
  const edit = () => {
    openInStudio(avatar);
    void navigate(`/apps/avatar-creator/projects/${avatar.projectId}`);
  };

  return (
    <section aria-label="Draw it again" className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isStarting || model?.isAvailable === false} onClick={() => void draw()}>
          <Dices size={17} aria-hidden="true" />
          {["New seed", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
        </Button>
        <Button onClick={edit}>
          <PencilLine size={17} aria-hidden="true" />
          Edit and redraw
        </Button>
      </div>
      {model?.closed && <p className="text-[13px] text-muted">{model.closed.reason}</p>}
      <Refusal error={error} />
      {started && <Progress generation={started} />}
    </section>
  );
}

function Progress({ generation }: { generation: Generation }) {
  if (generation.status === "completed") {
    return (
      <p role="status" className="text-[13px] text-success">
        Done. The new version is the last one under “Versions”.
      </p>
    );
  }
  const outcome = outcomeWords(generation);
  if (outcome) {
    return (
      <p role="status" className="rounded-control bg-warning-soft px-3 py-2.5 text-warning">
        {outcome}
      </p>
    );
  }
  return (
    <div className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <LiveProgress generation={generation} isAnnounced />
      <CancelButton generation={generation} className="justify-self-start" />
    </div>
  );
}
