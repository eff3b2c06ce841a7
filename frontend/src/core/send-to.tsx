import type { Asset } from "@lumiku/app-sdk";
import { Button, type ButtonProps } from "@lumiku/ui/button";
import { Menu, MenuItem, MenuLabel } from "@lumiku/ui/menu";
import { Send } from "lucide-react";
import { useNavigate } from "react-router";
import { useApps } from "./apps";
import { listReceivers } from "./receivers";

export interface SendToMenuProps extends Pick<ButtonProps, "look" | "size" | "className"> {
  asset: Pick<Asset, "id">;
  /** The app a person is in, which needs no sending to. */
  exceptAppId?: string;
}

/** The apps that take a picture in, each with what it does with it; closed ones say why. */
export function SendToMenu({ asset, exceptAppId, look, size, className }: SendToMenuProps) {
  const apps = useApps();
  const navigate = useNavigate();
  const receivers = apps.status === "ready" ? listReceivers(apps.data, asset.id, exceptAppId) : [];
  if (receivers.length === 0) return null;
  const trigger = (
    <Button look={look ?? "secondary"} size={size ?? "medium"} className={className}>
      <Send size={16} aria-hidden="true" />
      Send to
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      {receivers.map(({ id, name, label, to, reason }) =>
        reason === null ? (
          <MenuItem key={id} onSelect={() => void navigate(to)}>
            <span className="grid">
              <span className="font-medium">{name}</span>
              <span className="text-faint text-xs leading-4">{label}</span>
            </span>
          </MenuItem>
        ) : (
          <MenuLabel key={id}>
            <span className="grid text-muted">
              <span className="font-medium">{name}</span>
              <span className="text-faint text-xs leading-4">{reason}</span>
            </span>
          </MenuLabel>
        ),
      )}
    </Menu>
  );
}
