import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { classNames } from "./class-names";
import { controlClass, Field, type FieldProps } from "./field";

export type SecretFieldProps = FieldProps & Omit<ComponentProps<"input">, "type" | "className">;

/** A field whose text is hidden until whoever types wants to see it. What belongs below it are its children. */
export function SecretField({ label, hint, error, children, ...props }: SecretFieldProps) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <>
          <div className="relative">
            <input
              {...ids}
              type={isShown ? "text" : "password"}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              className={classNames(controlClass, "h-11 pr-12")}
              {...props}
            />
            <button
              type="button"
              aria-label="Show what you type"
              aria-pressed={isShown}
              onClick={() => setShown(!isShown)}
              className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-control text-muted hover:text-ink"
            >
              <Icon size={18} aria-hidden="true" />
            </button>
          </div>
          {children}
        </>
      )}
    </Field>
  );
}
