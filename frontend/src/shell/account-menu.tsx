import type { Me } from "@lumiku/contracts/accounts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@lumiku/ui/menu";
import { BookOpen, CreditCard, LogOut, Monitor, Moon, ShieldCheck, Sun, UserRound } from "lucide-react";
import { useNavigate } from "react-router";
import { signOut } from "../core/session";
import { saveSettings } from "../core/settings";
import type { Theme } from "../core/theme";

const themes: { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: "system", label: "Theme: as the system", Icon: Monitor },
  { theme: "light", label: "Theme: light", Icon: Sun },
  { theme: "dark", label: "Theme: dark", Icon: Moon },
];

export default function AccountMenu({ me }: { me: Me }) {
  const navigate = useNavigate();
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
      <MenuItem onSelect={() => void navigate("/account")}>
        <UserRound size={16} aria-hidden="true" />
        Account
      </MenuItem>
      <MenuItem onSelect={() => void navigate("/billing")}>
        <CreditCard size={16} aria-hidden="true" />
        Billing
      </MenuItem>
      {me.user.role === "admin" && (
        <MenuItem onSelect={() => void navigate("/admin")}>
          <ShieldCheck size={16} aria-hidden="true" />
          Administration
        </MenuItem>
      )}
      <MenuSeparator />
      {themes.map(({ theme: option, label, Icon }) => (
        <MenuItem key={option} onSelect={() => void saveSettings({ theme: option })}>
          <Icon size={16} aria-hidden="true" />
          <span className="flex-1">{label}</span>
          {option === me.settings.theme && <span className="text-accent-ink">✓</span>}
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
