import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-faint",
  secondary: "border border-line-strong bg-surface hover:bg-sunken disabled:text-faint",
  quiet: "text-muted hover:bg-sunken hover:text-ink disabled:text-faint",
  danger: "border border-line-strong text-danger hover:bg-danger-soft",
} as const;

const sizes = { small: "h-9 px-3 text-[13px] pointer-coarse:h-11", medium: "h-11 px-4", icon: "size-11" } as const;

export interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

/** The look of a button for elements that are links. */
export function buttonClass(look: keyof typeof looks = "secondary", size: keyof typeof sizes = "medium"): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-colors duration-150",
    looks[look],
    sizes[size],
  );
}

export function Button({ look, size, className, type = "button", ...props }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(look, size), className)} {...props} />;
}
