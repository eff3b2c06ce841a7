import { Dialog } from "@lumiku/ui/dialog";
import { Kbd } from "@lumiku/ui/kbd";
import { Switch } from "@lumiku/ui/switch";
import { chooseLetterKeys, useFrame } from "./frame-store";
import { modKey } from "./keyboard";
import { keyNames, shortcuts } from "./shortcuts";

const groups: { title: string; keys: [words: string, ...keys: string[]][] }[] = [
  {
    title: "Everywhere",
    keys: [
      ["Search, or do something", shortcuts.palette, shortcuts.search],
      ["Fold the sidebar up or out", shortcuts.sidebar],
      ["These keys", shortcuts.help],
    ],
  },
  {
    title: "Go to",
    keys: [
      ["Dashboard", shortcuts.dashboard],
      ["My work", shortcuts.work],
      ["Billing", shortcuts.billing],
      ["Account", shortcuts.account],
    ],
  },
  {
    title: "While creating",
    keys: [["Generate", "mod+Enter"]],
  },
];

/** The keys there are. */
export default function Help() {
  const hasLetterKeys = useFrame((state) => state.hasLetterKeys);
  return (
    <Dialog title="Keyboard shortcuts" size="small" onClose={() => useFrame.setState({ isHelpOpen: false })}>
      <div className="grid gap-5 p-5">
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className="pb-1 font-medium text-faint text-xs">{title}</h3>
            <dl className="divide-y divide-line">
              {keys.map(([words, ...ways]) => (
                <div key={words} className="flex min-h-10 items-center justify-between gap-4">
                  <dt>{words}</dt>
                  <dd className="flex items-center gap-2">
                    {ways.map((way, index) => (
                      <span key={way} className="flex items-center gap-1">
                        {index > 0 && <span className="pr-1 text-faint text-xs">or</span>}
                        {keyNames(way, modKey).map((name) => (
                          <Kbd key={name}>{name}</Kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <div className="border-line border-t pt-3">
          <Switch
            label="Keys without Ctrl or ⌘"
            hint="Switch off when you dictate, or press keys by accident. They never count while you type."
            isOn={hasLetterKeys}
            onChange={chooseLetterKeys}
          />
        </div>
      </div>
    </Dialog>
  );
}
