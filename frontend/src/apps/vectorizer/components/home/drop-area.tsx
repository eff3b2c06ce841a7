import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Images, ImageUp, Upload } from "lucide-react";
import { type RefObject, useRef } from "react";
import { acceptedFiles, limitWords } from "../../bringing/picture-files";
import { AddressField } from "./address-field";

export interface DropAreaProps {
  /** Something is being dragged over the page. */
  isDragged: boolean;
  /** Takes the focus of whoever came to bring a picture. */
  chooseButton: RefObject<HTMLButtonElement | null>;
  onFiles: (files: File[]) => void;
  onAddress: (url: string) => void;
  onOpenLibrary: () => void;
}

/** Every way to bring pictures. They may be dropped or pasted anywhere on the page; this says so. */
export function DropArea({ isDragged, chooseButton, onFiles, onAddress, onOpenLibrary }: DropAreaProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section
      aria-label="Bring pictures"
      className={classNames(
        "grid items-center justify-items-center gap-x-8 gap-y-5 rounded-card border border-dashed px-4 py-7 text-center transition-colors duration-150 sm:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)] lg:justify-items-start lg:text-left",
        isDragged ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}
    >
      <div className="grid justify-items-center gap-1.5 lg:justify-items-start">
        <ImageUp size={28} aria-hidden="true" className="mb-1 text-accent-ink" />
        <h2 className="font-semibold text-base">
          {isDragged ? (
            "Let go to bring them"
          ) : (
            <>
              <span className="pointer-coarse:hidden">Drop pictures here</span>
              <span className="not-pointer-coarse:hidden">Bring pictures</span>
            </>
          )}
        </h2>
        <p className="pointer-coarse:hidden text-muted">Or paste one, or its address, anywhere on this page.</p>
        <p className="max-w-xl text-[13px] text-faint">
          {limitWords}. Up to 50 at a time. Bringing and tuning them is free.
        </p>
      </div>
      <div className="grid w-full max-w-md justify-items-center gap-3">
        <div className="flex w-full flex-wrap justify-center gap-2 lg:justify-start">
          <Button ref={chooseButton} look="primary" onClick={() => input.current?.click()}>
            <Upload size={17} aria-hidden="true" />
            Choose files
          </Button>
          <Button onClick={onOpenLibrary}>
            <Images size={17} aria-hidden="true" />
            From My Work
          </Button>
          <input
            ref={input}
            type="file"
            accept={acceptedFiles}
            multiple
            hidden
            onChange={({ target }) => {
              const files = [...(target.files ?? [])];
              // The same file may be chosen again.
              target.value = "";
              if (files.length > 0) onFiles(files);
            }}
          />
        </div>
        <AddressField onAddress={onAddress} />
      </div>
    </section>
  );
}
