import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface TabsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; count?: number }[];
  className?: string;
  /** What the chosen tab shows; left out where the tabs narrow down something further away. */
  children?: ReactNode;
}

/** Views of one place. Arrow keys, Home and End move between them; on a phone they scroll sideways. */
export function Tabs<T extends string>({ label, value, onChange, options, className, children }: TabsProps<T>) {
  // A tab that points to a panel which is not there leads screen readers nowhere.
  const controls = children === undefined ? { "aria-controls": undefined } : {};
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} className={className}>
      <Radix.List
        aria-label={label}
        className="-mb-px flex overflow-x-auto border-line border-b [scrollbar-width:none] [&::-webkit-scrollbar]:hidden"
      >
        {options.map((option) => (
          <Radix.Trigger
            key={option.value}
            value={option.value}
            {...controls}
            className={classNames(
              "flex h-11 shrink-0 items-center gap-2 border-b-2 px-3 font-medium whitespace-nowrap transition-colors duration-150 focus-visible:-outline-offset-2",
              option.value === value ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
            )}
          >
            {option.label}
            {option.count !== undefined && (
              <span className="tabular grid h-5 min-w-5 place-items-center rounded-full bg-sunken px-1.5 text-muted text-xs">
                {option.count}
              </span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children !== undefined && (
        <Radix.Content value={value} className="pt-5">
          {children}
        </Radix.Content>
      )}
    </Radix.Root>
  );
}
