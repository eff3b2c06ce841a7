import type { Me } from "@lumiku/contracts/accounts";
import type { AppManifest } from "@lumiku/contracts/apps";
import {
  BookOpen,
  CheckCheck,
  CreditCard,
  Keyboard,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  PanelLeft,
  Pin,
  PinOff,
  Plus,
  ShieldCheck,
  Sun,
  UserRound,
} from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useNavigate } from "react-router";
import { useApps } from "../../core/apps";
import { useNotifications } from "../../core/notifications";
import { signOut, useSession } from "../../core/session";
import { saveSettings } from "../../core/settings";
import type { Theme } from "../../core/theme";
import { AppIcon } from "../app-icon";
import { togglePin } from "../dashboard/pins";
import { openHelp, toggleSidebar } from "../frame/frame-store";
import { modKey } from "../frame/keyboard";
import { billing, dashboard, myWork } from "../frame/places";
import { keyNames, shortcuts } from "../frame/shortcuts";
import { accountSections, adminSections, billingSections, type SectionLink } from "./sections";
import { type AppCommand, useAppCommands } from "./use-app-commands";

export interface Command {
  /** Stays the same over visits: what was chosen last is remembered by it. */
  id: string;
  group: string;
  title: string;
  icon: ReactNode;
  hint?: string;
  keywords?: string[];
  shortcut?: string;
  run: () => void;
}

/** Everything a person can go to or do from anywhere. */
export function useCommands(): Command[] {
  const navigate = useNavigate();
  const me = useSession((state) => state.me);
  const apps = useApps();
  const all = apps.status === "ready" ? apps.data : none;
  const appCommands = useAppCommands(all);
  return useMemo(() => {
    if (!me) return [];
    const goTo = (path: string) => () => void navigate(path);
    return [
      ...pages(goTo),
      ...appCommands.map((command) => inApp(command, goTo)),
      ...all.filter(isOpen).map((app) => appPage(app, goTo)),
      ...actions(me, all),
      ...sections("Account", accountSections, UserRound, goTo),
      ...sections("Billing", billingSections, CreditCard, goTo),
      ...(me.user.role === "admin" ? sections("Administration", adminSections, ShieldCheck, goTo) : []),
    ];
  }, [me, all, appCommands, navigate]);
}

type GoTo = (path: string) => () => void;

const none: AppManifest[] = [];
const isOpen = ({ access, features }: AppManifest) => access.isOpen && !features.comingSoon;
const icon = (Icon: LucideIcon) => <Icon size={17} />;
const keys = (shortcut: string | undefined) => shortcut && { shortcut: keyNames(shortcut, modKey).join(" ") };

function pages(goTo: GoTo): Command[] {
  return [dashboard, myWork, billing].map(({ to, label, Icon, keys: shortcut }) => ({
    ...{ id: `page:${to}`, group: "Go to", title: label, icon: icon(Icon), run: goTo(to) },
    ...keys(shortcut),
  }));
}

function appPage({ id, name, summary, icon: name_, color }: AppManifest, goTo: GoTo): Command {
  return {
    ...{ id: `app:${id}`, group: "Apps", title: name, hint: summary, run: goTo(`/apps/${id}`) },
    icon: <AppIcon icon={name_} color={color} size="small" />,
  };
}

function inApp({ app, title, keywords, path }: AppCommand, goTo: GoTo): Command {
  return {
    ...{ id: `app:${app.id}:${path}`, group: "Apps", title, hint: app.name, icon: icon(Plus) },
    ...(keywords && { keywords: [...keywords] }),
    run: goTo(`/apps/${app.id}/${path}`.replace(/\/$/, "")),
  };
}

function sections(group: string, links: SectionLink[], Icon: LucideIcon, goTo: GoTo): Command[] {
  return links.map(({ to, label, keywords }) => ({
    ...{ id: `page:${to}`, group, title: label, icon: icon(Icon), keywords: [...keywords, group], run: goTo(to) },
  }));
}

const themes: [theme: Theme, title: string, Icon: LucideIcon][] = [
  ["light", "Use the light theme", Sun],
  ["dark", "Use the dark theme", Moon],
  ["system", "Use the system's theme", Monitor],
];

function actions(me: Me, apps: readonly AppManifest[]): Command[] {
  const { pinnedApps, theme } = me.settings;
  const group = "Actions";
  return [
    ...themes
      .filter(([other]) => other !== theme)
      .map(([other, title, Icon]) => ({
        ...{ id: `theme:${other}`, group, title, icon: icon(Icon), keywords: ["appearance", "mode", "colours"] },
        run: () => void saveSettings({ theme: other }),
      })),
    ...apps.map(({ id, name }) => {
      const isPinned = pinnedApps.includes(id);
      return {
        ...{ id: `pin:${id}`, group, title: `${isPinned ? "Unpin" : "Pin"} ${name}`, keywords: ["favourite"] },
        icon: icon(isPinned ? PinOff : Pin),
        run: () => void saveSettings({ pinnedApps: togglePin(pinnedApps, id) }),
      };
    }),
    {
      ...{ id: "read-all", group, title: "Mark all notifications as read", icon: icon(CheckCheck) },
      run: () => void useNotifications.getState().read(),
    },
    {
      ...{ id: "sidebar", group, title: "Fold the sidebar up or out", icon: icon(PanelLeft), run: toggleSidebar },
      ...keys(shortcuts.sidebar),
    },
    {
      ...{ id: "help", group, title: "Keyboard shortcuts", icon: icon(Keyboard), run: openHelp },
      ...keys(shortcuts.help),
    },
    {
      ...{ id: "api", group, title: "API reference", icon: icon(BookOpen), keywords: ["documentation", "developer"] },
      run: () => void window.open("/api/docs", "_blank", "noopener"),
    },
    { id: "sign-out", group, title: "Sign out", icon: icon(LogOut), keywords: ["log out"], run: () => void signOut() },
  ];
}
