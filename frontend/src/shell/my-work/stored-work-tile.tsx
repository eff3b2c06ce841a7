import { useGenerations } from "../../core/generations";
import type { TileState } from "./grid-cell";
import { WorkTile } from "./work-tile";

interface StoredWorkTileProps extends TileState {
  id: string;
  /** Of the apps. */
  names: ReadonlyMap<string, string>;
}

/** A tile that follows its own work, so that news about one leaves the others alone. */
export function StoredWorkTile({ id, names, ...state }: StoredWorkTileProps) {
  const generation = useGenerations(({ byId }) => byId[id]);
  if (!generation) return null;
  return <WorkTile generation={generation} appName={names.get(generation.appId)} {...state} />;
}
