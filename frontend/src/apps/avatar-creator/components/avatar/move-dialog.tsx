import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Dialog } from "@lumiku/ui/dialog";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useNavigate } from "react-router";
import { useAsync } from "../../../../core/use-async";
import { api } from "../../api";
import { say } from "../../say";

export interface MoveDialogProps {
  avatar: Avatar;
  /** @returns whether it was moved */
  onMove: (projectId: string) => Promise<boolean>;
  onClose: () => void;
}

/** Chooses the project an avatar belongs to. */
export function MoveDialog({ avatar, onMove, onClose }: MoveDialogProps) {
  const navigate = useNavigate();
  const [projects] = useAsync("projects", () => api.listProjects({ query: { limit: 100 } }));
  const others =
    projects.status === "ready" ? projects.data.items.filter(({ id }) => id !== avatar.projectId) : undefined;

  const move = async (projectId: string, name: string) => {
    onClose();
    if (!(await onMove(projectId))) return;
    await navigate(`/apps/avatar-creator/projects/${projectId}/avatars/${avatar.id}`, { replace: true });
    await say(`Moved to “${name}”`);
  };

  return (
    <Dialog title="Move to another project" size="small" onClose={onClose}>
      <div className="grid grid-cols-1 gap-1 p-3">
        {projects.status === "loading" && <Skeleton className="m-2 h-24" />}
        {projects.status === "failed" && <p className="p-2 text-muted">{projects.error.message}</p>}
        {others?.length === 0 && <p className="p-2 text-muted">There is no other project yet.</p>}
        {others?.map(({ id, name, avatarCount }) => (
          <button
            key={id}
            type="button"
            onClick={() => void move(id, name)}
            className="flex min-h-11 items-center justify-between gap-3 rounded-control px-3 text-left hover:bg-sunken"
          >
            <span className="truncate font-medium">{name}</span>
            <span className="tabular shrink-0 text-faint text-xs">
              {avatarCount === 1 ? "1 avatar" : `${avatarCount} avatars`}
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
