import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { Ellipsis, FolderInput, Image, LayoutTemplate, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { removals } from "../../../../core/removal";
import { api } from "../../api";
import { attempt, say } from "../../say";

const MoveDialog = lazy(() => import("./move-dialog").then((module) => ({ default: module.MoveDialog })));

export interface AvatarMenuProps {
  avatar: Avatar;
  onMove: (projectId: string) => Promise<boolean>;
}

/** What is done with an avatar now and then. */
export function AvatarMenu({ avatar, onMove }: AvatarMenuProps) {
  const navigate = useNavigate();
  const [isMoving, setMoving] = useState(false);
  const params = { avatarId: avatar.id };
  const projectPath = `/apps/avatar-creator/projects/${avatar.projectId}`;

  const makeCover = async () => {
    const changed = await attempt(
      api.updateProject({ params: { projectId: avatar.projectId }, body: { coverAvatarId: avatar.id } }),
    );
    if (changed) await say(`It is the cover of “${changed.name}” now`);
  };
  const keepAsPreset = async () => {
    if (!avatar.recipe) return;
    const preset = await attempt(
      api.createPreset({
        body: { name: avatar.name.slice(0, 60), category: "casual", recipe: avatar.recipe, avatarId: avatar.id },
      }),
    );
    if (!preset) return;
    await say(`“${preset.name}” is one of your presets now`, {
      action: { label: "See presets", onClick: () => void navigate("/apps/avatar-creator/presets") },
    });
  };
  const remove = () =>
    removals.remove({
      words: `“${avatar.name}” is removed. Its picture stays in My work.`,
      hide: () => void navigate(projectPath),
      show: () => void navigate(`${projectPath}/avatars/${avatar.id}`),
      remove: () => api.removeAvatar({ params }),
      restore: async () => void (await api.restoreAvatar({ params })),
    });

  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" size="icon" aria-label="More">
            <Ellipsis size={18} />
          </Button>
        }
      >
        <MenuItem onSelect={() => void makeCover()}>
          <Image size={16} aria-hidden="true" />
          Make it the project's cover
        </MenuItem>
        <MenuItem onSelect={() => setMoving(true)}>
          <FolderInput size={16} aria-hidden="true" />
          Move to another project
        </MenuItem>
        {avatar.recipe && (
          <MenuItem onSelect={() => void keepAsPreset()}>
            <LayoutTemplate size={16} aria-hidden="true" />
            Keep as a preset
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem onSelect={() => void remove()}>
          <Trash2 size={16} aria-hidden="true" />
          Remove
        </MenuItem>
      </Menu>
      <Suspense>{isMoving && <MoveDialog avatar={avatar} onMove={onMove} onClose={() => setMoving(false)} />}</Suspense>
    </>
  );
}
