import { avatarCreator, type Project } from "@lumiku/contracts/avatar-creator";
import { useEffect } from "react";
import { onAppEvent, onReset, onWorkMoved } from "../../core/app-events";
import { removals } from "../../core/removal";
import { type Pages, usePages } from "../../core/use-pages";
import { api } from "./api";
import { attempt, say } from "./say";

const PAGE = 48;

export interface ProjectQuery {
  archived: boolean;
  q: string;
}

export interface ProjectList
  extends Pick<Pages<Project>, "items" | "isLoading" | "error" | "hasMore" | "loadMore" | "reload"> {
  archive: (project: Project, isArchived: boolean) => Promise<void>;
  /** Gone at once; a toast takes it back. */
  removeProject: (project: Project) => Promise<void>;
  update: (project: Project, changes: { name: string; description: string }) => Promise<void>;
}

/** A person's projects, kept like those of every other tab. */
export function useProjectList({ archived, q }: ProjectQuery): ProjectList {
  const pages = usePages(`${archived}:${q}`, (cursor) =>
    api.listProjects({
      query: { limit: PAGE, archived: String(archived), ...(q && { q }), ...(cursor && { cursor }) },
    }),
  );
  const { items, replace, remove, reload } = pages;

  useEffect(() => {
    const take = (project: Project) => {
      const known = items.find(({ id }) => id === project.id);
      if (project.isArchived !== archived) remove(project.id);
      else if (!known) reload();
      else if (known.version <= project.version) replace(project);
    };
    const stops = [
      onAppEvent(avatarCreator, "project.updated", take),
      onAppEvent(avatarCreator, "project.removed", ({ id }) => remove(id)),
      onReset(reload),
      onWorkMoved(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [items, archived, replace, remove, reload]);

  const setArchived = async (project: Project, isArchived: boolean) => {
    const changed = await attempt(api.updateProject({ params: { projectId: project.id }, body: { isArchived } }));
    if (changed && isArchived !== archived) remove(project.id);
    else if (changed) reload();
    return changed !== undefined;
  };

  return {
    ...pages,

    async archive(project, isArchived) {
      if (!(await setArchived(project, isArchived))) return;
      await say(isArchived ? `“${project.name}” is in the archive` : `“${project.name}” is back`, {
        action: { label: "Undo", onClick: () => void setArchived(project, !isArchived) },
      });
    },

    removeProject(project) {
      const params = { projectId: project.id };
      return removals.remove({
        words: `“${project.name}” is removed. Its pictures stay in My work.`,
        hide: () => remove(project.id),
        show: reload,
        remove: () => api.removeProject({ params }),
        async restore() {
          await api.restoreProject({ params });
          reload();
        },
      });
    },

    async update(project, body) {
      replace(await api.updateProject({ params: { projectId: project.id }, body }));
    },
  };
}
