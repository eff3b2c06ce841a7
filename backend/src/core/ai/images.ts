import { platformError } from "@lumiku/app-sdk";
import type { Images, Produced } from "@lumiku/app-sdk/server";
import type { LoadedApp } from "../apps/registry";

/**
 * What an action draws with. Outputs that an earlier attempt delivered are not made again: output i of
 * seed s is the only output of seed s + i, so each can be asked for alone.
 */
export function createImages(app: LoadedApp, delivered: ReadonlySet<number>): Images {
  return {
    async *generate({ model, ...request }): AsyncIterable<Produced> {
      const draw = app.models[model];
      if (!draw) throw platformError("MODEL_UNAVAILABLE", { details: { model } });
      for (let index = 0; index < request.count; index++) {
        if (delivered.has(index)) continue;
        request.signal.throwIfAborted();
        for await (const produced of draw({ ...request, count: 1, seed: request.seed + index }))
          yield { ...produced, index };
      }
    },
  };
}
