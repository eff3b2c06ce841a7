import { ImageUp } from "lucide-react";
import { useId } from "react";
import { classNames } from "./class-names";
import { type FileRules, sortFiles } from "./file-rules";
import { useDroppedFiles } from "./use-dropped-files";

export interface DropzoneProps extends FileRules {
  label: string;
  /** What is taken: "PNG, JPEG or WebP up to 10 MB". */
  hint: string;
  isBusy?: boolean;
  onFiles: (files: File[]) => void;
  /** A sentence that says what was left out and why, for the page to show. */
  onRefused: (message: string) => void;
  className?: string;
}

/** Takes files that are dropped anywhere on it, chosen, or pasted while nobody types. */
export function Dropzone(props: DropzoneProps) {
  const { label, hint, accept, isMultiple, isBusy, onFiles, onRefused, className } = props;
  const id = useId();
  const take = (files: readonly File[]) => {
    if (isBusy || files.length === 0) return;
    const { taken, refusal } = sortFiles(files, props);
    if (refusal) onRefused(refusal);
    if (taken.length > 0) onFiles(taken);
  };
  const { zone, isDragged, isOver } = useDroppedFiles(take);
  return (
    <div
      ref={zone}
      aria-busy={isBusy}
      className={classNames(
        "relative grid min-h-36 place-content-center justify-items-center gap-1.5 rounded-card border border-dashed px-5 py-6 text-center transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
        isOver && !isBusy
          ? "border-accent bg-accent-soft"
          : isDragged && !isBusy
            ? "border-accent bg-surface"
            : "border-line-strong bg-surface hover:border-faint hover:bg-sunken/50",
        className,
      )}
    >
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={isMultiple}
        disabled={isBusy}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = "";
        }}
        className="absolute inset-0 size-full cursor-pointer opacity-0 file:cursor-pointer disabled:cursor-wait"
      />
      <ImageUp size={24} aria-hidden="true" className={classNames("mb-1 text-accent-ink", isBusy && "animate-pulse")} />
      <label htmlFor={id} className="font-medium">
        {isBusy ? "One moment …" : label}
      </label>
      <p id={`${id}-hint`} className="text-[13px] text-faint">
        {hint}
      </p>
    </div>
  );
}
