import type { Me } from "@lumiku/contracts/accounts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@lumiku/ui/menu";
import { UserAvatar } from "@lumiku/ui/user-avatar";
import {
  BookOpen,
  Check,
  CreditCard,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  ShieldCheck,
  SlidersHorizontal,
  Sun,
  UserRound,
} from "lucide-react";
import { useNavigate } from "react-router";
import { signOut } from "../../core/session";
import { saveSettings } from "../../core/settings";
import type { Theme } from "../../core/theme";
import { openHelp } from "./frame-store";

const themes: { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: "system", label: "Theme: as the system", Icon: Monitor },
  { theme: "light", label: "Theme: light", Icon: Sun },
  { theme: "dark", label: "Theme: dark", Icon: Moon },
];

export default function AccountMenu({ me }: { me: Me }) {
  const navigate = useNavigate();
  const places = [
    { to: "/account", label: "Account", Icon: UserRound },
    { to: "/account/preferences", label: "Preferences", Icon: SlidersHorizontal },
    { to: "/billing", label: "Billing", Icon: CreditCard },
    ...(me.user.role === "admin" ? [{ to: "/admin", label: "Administration", Icon: ShieldCheck }] : []),
  ];
  const trigger = (
    <button type="button" aria-label="Account" className="grid size-11 shrink-0 place-items-center rounded-full">
      <UserAvatar name={me.user.name.split(" ")[0] ?? ""} image={me.user.image} />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>
        <p className="max-w-60 truncate font-medium">{me.user.name}</p>
        <p className="max-w-60 truncate text-[13px] text-muted">{me.user.email}</p>
      </MenuLabel>
      <MenuSeparator />
      {places.map(({ to, label, Icon }) => (
        <MenuItem key={to} onSelect={() => void navigate(to)}>
          <Icon size={16} aria-hidden="true" />
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      {themes.map(({ theme: option, label, Icon }) => (
        <MenuItem key={option} onSelect={() => void saveSettings({ theme: option })}>
          <Icon size={16} aria-hidden="true" />
          <span className="flex-1">{label}</span>
          {option === me.settings.theme && <Check size={16} className="text-accent-ink" aria-label="Chosen" />}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={openHelp}>
        <Keyboard size={16} aria-hidden="true" />
        Keyboard shortcuts
      </MenuItem>
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
