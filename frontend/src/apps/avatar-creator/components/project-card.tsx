import type { Project } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { Picture } from "@lumiku/ui/picture";
import { Archive, ArchiveRestore, Ellipsis, Pencil, Trash2, UserRound } from "lucide-react";
import { Link } from "react-router";
import { timeAgo } from "../../../core/words";

export interface ProjectCardProps {
  project: Project;
  /** Where its link leads. */
  to: string;
  onEdit: () => void;
  onArchive: (isArchived: boolean) => void;
  onRemove: () => void;
}

export function ProjectCard({ project, to, onEdit, onArchive, onRemove }: ProjectCardProps) {
  const { name, description, cover, avatarCount, isArchived, updatedAt } = project;
  return (
    <li className="group relative overflow-hidden rounded-card border border-line bg-surface transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 hover:border-line-strong">
      {cover ? (
        <Picture {...cover} src={cover.thumbnailUrl} alt="" className="aspect-square!" />
      ) : (
        <div className="grid aspect-square place-items-center bg-sunken text-faint">
          <UserRound size={32} aria-hidden="true" />
        </div>
      )}
      <div className="flex items-start justify-between gap-1 py-1.5 pr-1 pl-3">
        <div className="min-w-0 py-1">
          <p dir="auto" className="truncate text-left font-medium">
            {/* The whole card is the link; what stands above it is not. */}
            <Link to={to} title={description || undefined} className="outline-none after:absolute after:inset-0">
              {name}
            </Link>
          </p>
          <p className="tabular truncate text-faint text-xs">
            {avatarCount === 1 ? "1 avatar" : `${avatarCount} avatars`} · {timeAgo(updatedAt)}
          </p>
        </div>
        <Menu
          trigger={
            <Button look="quiet" size="icon" aria-label={`More for ${name}`} className="relative z-10">
              <Ellipsis size={18} />
            </Button>
          }
        >
          <MenuItem onSelect={onEdit}>
            <Pencil size={16} aria-hidden="true" />
            Rename or describe
          </MenuItem>
          <MenuItem onSelect={() => onArchive(!isArchived)}>
            {isArchived ? <ArchiveRestore size={16} aria-hidden="true" /> : <Archive size={16} aria-hidden="true" />}
            {isArchived ? "Take out of the archive" : "Archive"}
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={onRemove}>
            <Trash2 size={16} aria-hidden="true" />
            Remove
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}
