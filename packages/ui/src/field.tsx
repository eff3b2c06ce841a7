import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

/** Of what is typed into. Text of less than 16 pixels makes a phone zoom in, and not out again. */
export const controlClass =
  "w-full rounded-control border border-line-strong bg-surface px-3 text-ink transition-colors duration-150 hover:border-faint aria-invalid:border-danger max-md:text-base";

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

interface FrameProps extends FieldProps {
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

/** A label above a control, with a hint or an error that screen readers find with it. */
export function Field({ label, hint, error, children }: FrameProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      {children({ id, ...(note && { "aria-describedby": `${id}-note` }), ...(error && { "aria-invalid": true }) })}
      {note && (
        <p id={`${id}-note`} className={classNames("text-[13px]", error ? "text-danger" : "text-faint")}>
          {note}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, className, ...props }: FieldProps & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <input {...ids} className={classNames(controlClass, "h-11", className)} {...props} />}
    </Field>
  );
}

export function TextAreaField({ label, hint, error, className, ...props }: FieldProps & ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <textarea dir="auto" {...ids} className={classNames(controlClass, "resize-y py-2.5", className)} {...props} />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...props
}: FieldProps & ComponentProps<"select">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div className="relative">
          <select
            {...ids}
            className={classNames(controlClass, "h-11 appearance-none truncate pr-9", className)}
            {...props}
          >
            {children}
          </select>
          <ChevronDown
            size={16}
            aria-hidden="true"
            className="pointer-events-none absolute top-3.5 right-3.5 text-faint"
          />
        </div>
      )}
    </Field>
  );
}
