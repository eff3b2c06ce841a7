import type { Me } from "@lumiku/contracts/accounts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@lumiku/ui/menu";
import { BookOpen, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { signOut } from "../core/session";
import { chooseTheme, readTheme, type Theme } from "../core/theme";

const themes: { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: "system", label: "Theme: as the system", Icon: Monitor },
  { theme: "light", label: "Theme: light", Icon: Sun },
  { theme: "dark", label: "Theme: dark", Icon: Moon },
];

export default function AccountMenu({ me }: { me: Me }) {
  const [theme, setTheme] = useState(readTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  const trigger = (
    <button type="button" aria-label="Account" className="grid size-11 place-items-center rounded-full">
      <span className="grid size-8 place-items-center rounded-full bg-accent font-semibold text-[13px] text-on-accent">
        {me.user.name.trim().slice(0, 1).toUpperCase() || "?"}
      </span>
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>
        <p className="max-w-60 truncate font-medium">{me.user.name}</p>
        <p className="max-w-60 truncate text-[13px] text-muted">{me.user.email}</p>
      </MenuLabel>
      <MenuSeparator />
      {themes.map(({ theme: option, label, Icon }) => (
        <MenuItem key={option} onSelect={() => choose(option)}>
          <Icon size={16} aria-hidden="true" />
          <span className="flex-1">{label}</span>
          {option === theme && <span className="text-accent-ink">✓</span>}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => window.open("/api/docs", "_blank", "noopener")}>
        <BookOpen size={16} aria-hidden="true" />
        API reference
      </MenuItem>
      <MenuItem onSelect={() => void signOut()}>
        <LogOut size={16} aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
