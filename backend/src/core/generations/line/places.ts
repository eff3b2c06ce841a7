import type { PlatformLogger } from "../../observability/logger";
import type { GenerationsRepository } from "../repository";
import type { Snapshots } from "../snapshots";
import type { LineRepository } from "./repository";

const INTERVAL_MS = 2_000;
/** Of each person's waiting work, how much is kept up to date. */
const PER_USER = 10;
/** Told at most, in one look: a long line must not keep the database busy with talk. Who has waited longest is next. */
const PER_LOOK = 100;

export interface PlacesDependencies {
  /** Streams that are open in this process. */
  streams: { users(): string[]; send(userId: string, type: string, data: unknown): void };
  line: Pick<LineRepository, "listPlaces">;
  repository: Pick<GenerationsRepository, "find">;
  snapshots: Snapshots;
  logger: PlatformLogger;
}

/**
 * Tells those who look on how the line moves. A place changes without a new version of its generation, and is
 * worth nothing a moment later: it is sent to open streams and not kept for a replay. @returns what ends it
 */
export function announcePlaces({ streams, line, repository, snapshots, logger }: PlacesDependencies): () => void {
  let known = new Map<string, { place: number; toldAt: number }>();
  let isLooking = false;

  const look = async () => {
    const users = streams.users();
    const places = users.length > 0 ? await line.listPlaces(users, PER_USER) : [];
    const before = known;
    known = new Map();
    for (const { id } of places) {
      const told = before.get(id);
      if (told) known.set(id, told);
    }
    // Also what is seen for the first time: it may have moved since its owner was last told.
    const moved = places
      .filter(({ id, place }) => known.get(id)?.place !== place)
      .sort((a, b) => (known.get(a.id)?.toldAt ?? 0) - (known.get(b.id)?.toldAt ?? 0))
      .slice(0, PER_LOOK);
    for (const { id, userId, place } of moved) {
      known.set(id, { place, toldAt: Date.now() });
      const row = await repository.find(id);
      if (row?.status === "pending") streams.send(userId, "generation.updated", await snapshots.of(row));
    }
  };

  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    await look().catch((error) => logger.warn({ err: error }, "places in the line could not be told"));
    isLooking = false;
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
