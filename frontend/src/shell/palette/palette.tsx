import type { Generation } from "@lumiku/app-sdk";
import { CommandGroup, CommandItem, CommandPalette } from "@lumiku/ui/command";
import { ImageIcon } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useApps } from "../../core/apps";
import { promptOf } from "../../core/generation-words";
import { useGenerationList } from "../../core/generations";
import { timeAgo } from "../../core/words";
import { useFrame } from "../frame/frame-store";
import { rankCommands } from "./rank-commands";
import { readRecents, rememberRecent } from "./recents";
import { type Command, useCommands } from "./use-commands";
import { useWorkSearch } from "./use-work-search";

const LATEST = 4;

const close = () => useFrame.setState({ isPaletteOpen: false });
const hasPicture = ({ outputs }: Generation) => outputs.some((output) => output.asset);

/** Everything a person can go to or do, and their own work, found by typing. */
export default function Palette() {
  const [query, setQuery] = useState("");
  const [recents] = useState(readRecents);
  const commands = useCommands();
  const search = useWorkSearch(query);
  const latest = useGenerationList(hasPicture).slice(0, LATEST);
  const isTyping = query.trim() !== "";

  const fitting = isTyping ? rankCommands(commands, query) : commands;
  const recent = isTyping ? [] : recents.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const others = fitting.filter((command) => !recent.includes(command));
  // A group stands where its best command does.
  const groups = [...Map.groupBy(others, ({ group }) => group)];
  return (
    <CommandPalette
      label="Search and commands"
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
      placeholder="Search pages, apps and your work"
      query={query}
      onQueryChange={setQuery}
      empty={search.isSearching ? "Searching your work …" : emptyWords(query, search.hasFailed)}
    >
      {recent.length > 0 && <Commands heading="Recent" commands={recent} />}
      {!isTyping && <Work heading="Recent work" items={latest} />}
      {groups.map(([group, items]) => (
        <Commands key={group} heading={group} commands={items} />
      ))}
      <Work heading="Your work" items={search.items} />
    </CommandPalette>
  );
}

function emptyWords(query: string, hasFailed: boolean): string {
  if (hasFailed) return "Your work could not be searched just now. Try again in a moment.";
  return `Nothing fits “${query.trim()}”. Try another word.`;
}

function Commands({ heading, commands }: { heading: string; commands: readonly Command[] }) {
  return (
    <CommandGroup heading={heading}>
      {commands.map(({ id, title, icon, hint, shortcut, run }) => (
        <CommandItem
          key={id}
          icon={icon}
          label={title}
          hint={hint}
          // By words that begin alike, not by letters that are scattered.
          isFound
          {...(shortcut && { shortcut })}
          onSelect={() => {
            rememberRecent(id);
            close();
            run();
          }}
        />
      ))}
    </CommandGroup>
  );
}

function Work({ heading, items }: { heading: string; items: readonly Generation[] }) {
  const navigate = useNavigate();
  const apps = useApps();
  const nameOf = (appId: string) =>
    apps.status === "ready" ? apps.data.find(({ id }) => id === appId)?.name : undefined;
  if (items.length === 0) return null;
  return (
    <CommandGroup heading={heading}>
      {items.map((generation) => (
        <CommandItem
          key={generation.id}
          icon={<Thumbnail generation={generation} />}
          label={promptOf(generation)}
          hint={[nameOf(generation.appId), timeAgo(generation.createdAt)].filter(Boolean).join(" · ")}
          isFound
          onSelect={() => {
            close();
            void navigate(`/work?open=${generation.id}`);
          }}
        />
      ))}
    </CommandGroup>
  );
}

function Thumbnail({ generation }: { generation: Generation }) {
  const asset = generation.outputs.find((output) => output.asset)?.asset;
  if (!asset) return <ImageIcon size={17} />;
  return (
    <img src={asset.thumbnailUrl} alt="" width={28} height={28} className="size-7 rounded-md bg-sunken object-cover" />
  );
}
