import { CreditCard, Images, LayoutGrid, type LucideIcon, ShieldCheck } from "lucide-react";
import { shortcuts } from "./shortcuts";

export interface Place {
  to: string;
  label: string;
  Icon: LucideIcon;
  /** Keys that lead there. */
  keys?: string;
}

export const dashboard: Place = { to: "/", label: "Dashboard", Icon: LayoutGrid, keys: shortcuts.dashboard };
export const myWork: Place = { to: "/work", label: "My work", Icon: Images, keys: shortcuts.work };
export const billing: Place = { to: "/billing", label: "Billing", Icon: CreditCard, keys: shortcuts.billing };
export const administration: Place = { to: "/admin", label: "Administration", Icon: ShieldCheck };
