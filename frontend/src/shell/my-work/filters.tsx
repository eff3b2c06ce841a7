import type { GenerationStatus } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { controlClass, TextField } from "@lumiku/ui/field";
import { ChevronDown, Search } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { useApps } from "../../core/apps";
import { statusWords } from "../../core/generation-words";
import { useSettled } from "../../core/use-settled";
import type { AddressControls } from "./use-work-address";
import { isFiltered, type Span, spans, type WorkAddress } from "./work-address";

const spanWords: Record<Span, string> = {
  any: "Date",
  today: "Today",
  week: "Last 7 days",
  month: "Last 30 days",
  custom: "Days …",
};

/** What narrows the list down: words, app, status, date. */
export function Filters({ address, change }: Pick<AddressControls, "address" | "change">) {
  const apps = useApps();
  const { appId, status, span, from, to } = address;
  const changeDay = (days: Pick<Partial<WorkAddress>, "from" | "to">) => change(days, { isRefinement: true });
  const known = apps.status === "ready" ? apps.data.filter(({ features }) => !features.comingSoon) : [];
  return (
    <div className="grid gap-2.5">
      <div className="grid gap-2.5 md:grid-cols-[minmax(0,1fr)_auto]">
        <SearchField address={address} change={change} />
        <div className="grid grid-cols-3 gap-2 md:flex">
          <Choice
            label="App"
            value={appId ?? ""}
            onChange={({ target }) => change({ appId: target.value || undefined })}
          >
            <option value="">App</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice
            label="Status"
            value={status ?? ""}
            onChange={({ target }) => change({ status: (target.value || undefined) as GenerationStatus | undefined })}
          >
            <option value="">Status</option>
            {Object.entries(statusWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Choice>
          <Choice label="Date" value={span} onChange={({ target }) => change({ span: target.value as Span })}>
            {spans.map((value) => (
              <option key={value} value={value}>
                {spanWords[value]}
              </option>
            ))}
          </Choice>
        </div>
      </div>
      {isFiltered(address) && (
        <div className="flex flex-wrap items-end gap-2.5">
          {span === "custom" && (
            <>
              <DayField label="From" value={from} max={to} onDay={(day) => changeDay({ from: day })} />
              <DayField label="Until" value={to} min={from} onDay={(day) => changeDay({ to: day })} />
            </>
          )}
          <Button look="quiet" className="px-3!" onClick={() => change(nothing)}>
            Show everything
          </Button>
        </div>
      )}
    </div>
  );
}

const nothing: Partial<WorkAddress> = { appId: undefined, status: undefined, q: "", span: "any" };

function SearchField({ address, change }: Pick<AddressControls, "address" | "change">) {
  const [typed, setTyped] = useState(address.q);
  const settled = useSettled(typed);
  // Back, or another way here, has changed the words.
  useEffect(() => setTyped(address.q), [address.q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is written.
  useEffect(() => {
    if (settled.trim() !== address.q && settled === typed) {
      change({ q: settled.trim() }, { isRefinement: address.q !== "" });
    }
  }, [settled]);
  return (
    <label className="relative block">
      <span className="sr-only">Search in prompts</span>
      <Search size={17} aria-hidden="true" className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
      <input
        type="search"
        value={typed}
        maxLength={200}
        placeholder="Search in prompts"
        onChange={({ target }) => setTyped(target.value)}
        className={`${controlClass} h-11 pl-9!`}
      />
    </label>
  );
}

function Choice({ label, ...props }: { label: string } & ComponentProps<"select">) {
  return (
    <span className="relative block min-w-0">
      <select aria-label={label} className={`${controlClass} h-11 appearance-none truncate pr-8!`} {...props} />
      <ChevronDown
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}

interface DayFieldProps extends Pick<ComponentProps<"input">, "min" | "max"> {
  label: string;
  value: string | undefined;
  onDay: (day: string | undefined) => void;
}

function DayField({ label, value, onDay, ...limits }: DayFieldProps) {
  return (
    <TextField
      label={label}
      type="date"
      value={value ?? ""}
      onChange={({ target }) => onDay(target.value || undefined)}
      {...limits}
    />
  );
}
