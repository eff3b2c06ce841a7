declare module "virtual:app-icons" {
  import type { LucideIcon } from "lucide-react";
  export const appIcons: Record<string, LucideIcon | undefined>;
}
