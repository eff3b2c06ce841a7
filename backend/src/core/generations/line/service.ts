import { platformError } from "@lumiku/app-sdk";
import { Lane, type LaneState, type QueueState } from "@lumiku/contracts/queue";
import type { Snapshots } from "../snapshots";
import type { Dispatcher } from "./dispatcher";
import type { LineRepository } from "./repository";

export interface LineService {
  state(): Promise<QueueState>;
  listLanes(): Promise<LaneState[]>;
  /** Holds what waits in a lane, or lets it go on. @throws AppError NOT_FOUND */
  setPaused(lane: string, isPaused: boolean): Promise<LaneState>;
}

export interface LineServiceDependencies {
  repository: LineRepository;
  snapshots: Pick<Snapshots, "drainSeconds">;
  dispatcher: Dispatcher;
  now: () => Date;
}

export function createLineService({ repository, snapshots, dispatcher, now }: LineServiceDependencies): LineService {
  const listLanes = async () =>
    (await repository.listLanes()).map(({ oldestAt, ...lane }) => ({
      ...lane,
      oldestSeconds: oldestAt && Math.round((now().getTime() - oldestAt.getTime()) / 1000),
    }));

  return {
    async state() {
      const { waiting, processing, averageWaitSeconds, byModel } = await repository.figures();
      return {
        queueLength: waiting,
        processingCount: processing,
        averageWaitSeconds: Math.round((averageWaitSeconds ?? 0) * 10) / 10,
        estimatedProcessingSeconds: Math.ceil(await snapshots.drainSeconds(byModel)),
      };
    },

    listLanes,

    async setPaused(name, isPaused) {
      const lane = Lane.safeParse(name);
      if (!lane.success) throw platformError("NOT_FOUND", { message: "There is no such lane." });
      await repository.setPaused(lane.data, isPaused);
      if (isPaused) await dispatcher.withdraw(lane.data);
      else dispatcher.kick();
      const state = (await listLanes()).find((row) => row.lane === lane.data);
      if (!state) throw platformError("NOT_FOUND", { message: "There is no such lane." });
      return state;
    },
  };
}
