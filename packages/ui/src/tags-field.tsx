import { X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { classNames } from "./class-names";
import { controlClass, Field, type FieldProps } from "./field";
import { findMatches, isSameWord } from "./matching-words";
import { type Combobox, Suggestions } from "./suggestions";
import { addTags, describeAdded } from "./tags";

export interface TagsFieldProps extends FieldProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** How many there may be. */
  max: number;
  suggestions?: readonly string[];
  placeholder?: string;
}

/** A few words, each a thing of its own. Enter or a comma adds what is typed, Backspace takes the last one away. */
export function TagsField({ label, hint, error, value, onChange, max, suggestions = [], placeholder }: TagsFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const isFull = value.length >= max;
  const others = suggestions.filter((option) => !value.some((tag) => isSameWord(tag, option)));
  const add = (typed: string) => {
    const result = addTags(value, typed, max);
    setText(result.left.join(", "));
    setSaid(describeAdded(result, max));
    if (result.added.length > 0) onChange(result.tags);
  };
  const remove = (tag: string) => {
    onChange(value.filter((other) => other !== tag));
    setSaid(`${tag} removed. ${value.length - 1} of ${max}.`);
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent, combobox: Combobox) => {
    if (event.nativeEvent.isComposing || combobox.onKey(event)) return;
    const last = value.at(-1);
    if ((event.key === "Enter" || event.key === ",") && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && last !== undefined) remove(last);
  };
  return (
    <Field label={label} hint={hint ?? `${value.length} of ${max}`} error={error}>
      {(ids) => (
        <Suggestions label={label} options={isFull ? [] : findMatches(others, text)} onPick={add}>
          {(combobox) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is what keys reach; a click beside it goes there.
            <div
              onMouseDown={(event) => {
                if (event.target !== event.currentTarget) return;
                event.preventDefault();
                input.current?.focus();
              }}
              className={classNames(
                controlClass,
                "flex min-h-11 cursor-text flex-wrap gap-1 py-1 pr-1 pl-1 focus-within:border-accent",
              )}
            >
              {value.map((tag) => (
                <Tag key={tag} tag={tag} onRemove={() => remove(tag)} />
              ))}
              <input
                ref={input}
                {...ids}
                {...combobox.attributes}
                value={text}
                placeholder={isFull ? undefined : placeholder}
                onChange={({ target }) => {
                  if (/[,\n]/.test(target.value)) return add(target.value);
                  setText(target.value);
                  combobox.onType();
                }}
                onKeyDown={(event) => onKey(event, combobox)}
                onFocus={() => others.length > 0 && !isFull && combobox.setOpen(true)}
                onClick={() => combobox.setOpen(true)}
                onBlur={() => {
                  combobox.setOpen(false);
                  if (text.trim()) add(text);
                }}
                className="h-9 min-w-24 pointer-coarse:h-11 flex-1 bg-transparent px-2 outline-none"
              />
              <span role="status" className="sr-only">
                {said}
              </span>
            </div>
          )}
        </Suggestions>
      )}
    </Field>
  );
}

function Tag({ tag, onRemove }: { tag: string; onRemove: () => void }) {
  return (
    <span className="flex h-9 max-w-full items-center pointer-coarse:h-11 rounded-md bg-accent-soft pl-2.5 text-[13px] text-accent-ink">
      <span className="truncate">{tag}</span>
      <button
        type="button"
        aria-label={`Remove ${tag}`}
        onClick={onRemove}
        className="grid size-9 shrink-0 place-items-center rounded-md opacity-70 pointer-coarse:size-11 hover:opacity-100"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}
