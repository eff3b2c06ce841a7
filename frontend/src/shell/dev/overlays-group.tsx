import { Button } from "@lumiku/ui/button";
import { CommandGroup, CommandItem, CommandPalette } from "@lumiku/ui/command";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { Sheet } from "@lumiku/ui/sheet";
import { SuggestField } from "@lumiku/ui/suggest-field";
import { CreditCard, Image, LayoutGrid, Moon, UserRound } from "lucide-react";
import { useState } from "react";
import { Group, Line, Specimen } from "./specimen";

type Overlay = "dialog" | "question" | "right" | "bottom" | "palette";

export function OverlaysGroup() {
  const [open, setOpen] = useState<Overlay | null>(null);
  const close = () => setOpen(null);
  return (
    <Group title="Over the page">
      <Specimen name="Dialog, sheet, command palette" isWide>
        <Line>
          <Button onClick={() => setOpen("dialog")}>Large dialog</Button>
          <Button onClick={() => setOpen("question")}>Small dialog</Button>
          <Button onClick={() => setOpen("right")}>Sheet at the right</Button>
          <Button onClick={() => setOpen("bottom")}>Sheet at the foot</Button>
          <Button onClick={() => setOpen("palette")}>Command palette</Button>
        </Line>
      </Specimen>
      {open === "dialog" && (
        <Dialog title="Portrait of Mira" onClose={close}>
          <p className="p-5 text-muted">Something to look at.</p>
        </Dialog>
      )}
      {open === "question" && (
        <Dialog title="Rename the project" size="small" onClose={close}>
          <div className="grid gap-4 p-5">
            <TextField label="Name" defaultValue="Summer campaign" />
            <Button look="primary" onClick={close}>
              Save
            </Button>
          </div>
        </Dialog>
      )}
      {(open === "right" || open === "bottom") && (
        <Sheet
          title="Filters"
          side={open}
          onClose={close}
          footer={
            <>
              <Button look="quiet">Reset</Button>
              <Button look="primary" onClick={close}>
                Show 12 pictures
              </Button>
            </>
          }
        >
          <FilterFields />
        </Sheet>
      )}
      <Palette isOpen={open === "palette"} onOpenChange={(isOpen) => setOpen(isOpen ? "palette" : null)} />
    </Group>
  );
}

function FilterFields() {
  const [app, setApp] = useState("");
  return (
    <div className="grid gap-4">
      <TextField label="Search in prompts" />
      <SuggestField
        label="App"
        value={app}
        onChange={setApp}
        options={["Avatar Creator", "Pose Generator", "Vectorizer"]}
      />
    </div>
  );
}

function Palette({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const [query, setQuery] = useState("");
  const close = () => onOpenChange(false);
  return (
    <CommandPalette
      label="Go to or do"
      placeholder="Search apps, pages and pictures"
      {...{ isOpen, onOpenChange, query }}
      onQueryChange={setQuery}
    >
      <CommandGroup heading="Places">
        <CommandItem icon={<LayoutGrid size={18} />} label="Dashboard" shortcut="G D" onSelect={close} />
        <CommandItem
          icon={<UserRound size={18} />}
          label="Avatar Creator"
          hint="Portraits of people"
          onSelect={close}
        />
        <CommandItem icon={<CreditCard size={18} />} label="Billing" hint="Plan, credits, payments" onSelect={close} />
      </CommandGroup>
      <CommandGroup heading="Do">
        <CommandItem icon={<Moon size={18} />} label="Dark theme" keywords={["night", "appearance"]} onSelect={close} />
      </CommandGroup>
      <CommandGroup heading="Pictures">
        <CommandItem
          icon={<Image size={18} />}
          label="Portrait of Mira"
          hint="found by the server"
          isFound
          onSelect={close}
        />
      </CommandGroup>
    </CommandPalette>
  );
}
