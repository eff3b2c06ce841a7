import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { controlClass } from "@lumiku/ui/field";
import { type FormEvent, useId, useState } from "react";
import { readAddress } from "../../bringing/transfer";

/** A picture from the web, by its address. */
export function AddressField({ onAddress }: { onAddress: (url: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isRefused, setRefused] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = typed.trim();
    // Nobody types the beginning of an address.
    const url = readAddress(text) ?? (text.includes(".") ? readAddress(`https://${text}`) : undefined);
    setRefused(url === undefined);
    if (url === undefined) return;
    setTyped("");
    onAddress(url);
  };
  return (
    <form onSubmit={submit} noValidate className="grid w-full max-w-md gap-1.5">
      <div className="flex gap-2">
        <input
          type="url"
          inputMode="url"
          autoComplete="off"
          aria-label="Address of a picture"
          aria-invalid={isRefused || undefined}
          aria-describedby={isRefused ? id : undefined}
          placeholder="https://example.com/logo.png"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setRefused(false);
          }}
          className={classNames(controlClass, "h-11 min-w-0 flex-1")}
        />
        <Button type="submit" disabled={typed.trim() === ""}>
          Fetch
        </Button>
      </div>
      <p id={id} role="alert" className="text-left text-[13px] text-danger empty:hidden">
        {isRefused && "Write a whole web address, such as https://example.com/logo.png."}
      </p>
    </form>
  );
}
