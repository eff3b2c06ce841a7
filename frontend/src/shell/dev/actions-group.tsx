import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { Kbd } from "@lumiku/ui/kbd";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@lumiku/ui/menu";
import { Pagination } from "@lumiku/ui/pagination";
import { Popover } from "@lumiku/ui/popover";
import { Segmented } from "@lumiku/ui/segmented";
import { Tabs } from "@lumiku/ui/tabs";
import { Tooltip } from "@lumiku/ui/tooltip";
import { Download, Ellipsis, Pencil, Sparkles, Trash2 } from "lucide-react";
import { useState } from "react";
import { Group, Line, Specimen } from "./specimen";

export function ActionsGroup() {
  const [size, setSize] = useState<"square" | "tall" | "wide">("square");
  const [view, setView] = useState<"pictures" | "versions" | "history">("pictures");
  const [page, setPage] = useState(4);
  return (
    <Group title="Actions and places">
      <Specimen name="Button">
        <Line>
          <Button look="primary">
            <Sparkles size={16} aria-hidden="true" />
            Generate · 8 credits
          </Button>
          <Button>Save</Button>
          <Button look="quiet">Cancel</Button>
          <Button look="danger">Remove</Button>
        </Line>
        <Line>
          <Button look="primary" disabled>
            Generate
          </Button>
          <Button disabled>Save</Button>
          <Button size="small">Small</Button>
          <Button size="icon" look="quiet" aria-label="Download">
            <Download size={18} aria-hidden="true" />
          </Button>
        </Line>
      </Specimen>
      <Specimen name="Badge and keys">
        <Line>
          <Badge>Draft</Badge>
          <Badge tone="accent">Beta</Badge>
          <Badge tone="success">Done</Badge>
          <Badge tone="warning">Waiting</Badge>
          <Badge tone="danger">Failed</Badge>
        </Line>
        <Line>
          <span>
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </span>
          <span>
            <Kbd>⌘</Kbd> <Kbd>⏎</Kbd>
          </span>
          <Kbd>Esc</Kbd>
        </Line>
      </Specimen>
      <Specimen name="Menu, popover and tooltip">
        <Opened />
      </Specimen>
      <Specimen name="Segmented">
        <Segmented
          label="Size"
          options={[
            { value: "square", label: "1 : 1" },
            { value: "tall", label: "4 : 5" },
            { value: "wide", label: "16 : 9" },
          ]}
          value={size}
          onChange={setSize}
        />
      </Specimen>
      <Specimen name="Tabs">
        <Tabs
          label="Of this avatar"
          value={view}
          onChange={setView}
          options={[
            { value: "pictures", label: "Pictures", count: 12 },
            { value: "versions", label: "Versions", count: 3 },
            { value: "history", label: "History" },
          ]}
        >
          <p className="text-muted">What “{view}” holds stands here.</p>
        </Tabs>
      </Specimen>
      <Specimen name="Pagination">
        <Pagination label="Pages of payments" page={page} pages={12} onChange={setPage} />
      </Specimen>
    </Group>
  );
}

function Opened() {
  const [isOpen, setOpen] = useState(false);
  const [isNamed, setNamed] = useState(false);
  return (
    <Line>
      <Menu
        trigger={
          <Button size="icon" aria-label="More">
            <Ellipsis size={18} aria-hidden="true" />
          </Button>
        }
      >
        <MenuLabel>Portrait of Mira</MenuLabel>
        <MenuItem onSelect={() => setNamed(true)}>
          <Pencil size={16} aria-hidden="true" />
          Rename
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => {}}>
          <Trash2 size={16} aria-hidden="true" />
          Remove
        </MenuItem>
      </Menu>
      <Popover
        label="Running work"
        isOpen={isOpen}
        onOpenChange={setOpen}
        align="start"
        trigger={<Button>Running work</Button>}
        className="w-72 p-4"
      >
        Nothing is running.
      </Popover>
      <Tooltip trigger={<Button look="quiet">Why is it closed?</Button>}>Needs Pro: it runs on a large card.</Tooltip>
      {isNamed && (
        <Dialog title="Rename the picture" size="small" onClose={() => setNamed(false)}>
          <div className="p-5">
            <TextField label="New name" defaultValue="Portrait of Mira" />
          </div>
        </Dialog>
      )}
    </Line>
  );
}
