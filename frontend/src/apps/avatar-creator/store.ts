import { create } from "zustand";
import { persist } from "zustand/middleware";
import { type Draft, emptyDraft } from "./draft";

interface DraftStore {
  byProject: Record<string, Draft>;
  change(projectId: string, changes: Partial<Draft>): void;
}

/** Kept in the browser, project by project: going away loses nothing. */
export const useDrafts = create<DraftStore>()(
  persist(
    (set) => ({
      byProject: {},
      change: (projectId, changes) =>
        set(({ byProject: { [projectId]: draft = emptyDraft, ...others } }) => ({
          byProject: { ...others, [projectId]: { ...draft, ...changes } },
        })),
    }),
    {
      name: "lumiku.avatar-creator.recipes",
      version: 3,
      migrate: (stored, version) => ({ byProject: upgradeDrafts(stored, version) }),
      partialize: ({ byProject }) => ({ byProject: newest(byProject) }),
      merge: (stored, current) => ({ ...current, byProject: upgradeDrafts(stored, 3) }),
    },
  ),
);

const MAX_KEPT = 40;

/** The drafts that were touched last: a browser's store is small, and forgotten projects may begin empty. */
function newest(drafts: Record<string, Draft>): Record<string, Draft> {
  return Object.fromEntries(Object.entries(drafts).slice(-MAX_KEPT));
}

/** Drafts as an earlier version stored them, with what has been added since. */
export function upgradeDrafts(stored: unknown, version: number): Record<string, Draft> {
  const { byProject = {} } = (stored ?? {}) as { byProject?: Record<string, Partial<Draft>> };
  return Object.fromEntries(
    Object.entries(byProject).map(([id, draft]) => [
      id,
      { ...emptyDraft, ...(version < 3 ? fromVersion2(draft) : draft) },
    ]),
  );
}

/** Of squares only, with accessories in one line. */
function fromVersion2(draft: Partial<Draft> & { side?: number }): Partial<Draft> {
  const { side, attributes, ...rest } = draft;
  const { accessories = "", ...others } = (attributes ?? {}) as Record<string, string | undefined>;
  return {
    ...rest,
    resolution: side ?? emptyDraft.resolution,
    attributes: others as Draft["attributes"],
    accessories: accessories
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  };
}
