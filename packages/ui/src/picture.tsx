import { useState } from "react";
import { classNames } from "./class-names";
import { useAnotherTry } from "./use-another-try";

export interface PictureProps {
  src: string;
  alt: string;
  width: number;
  height: number;
  /** A tiny data URL, shown blurred until the picture is there. */
  preview: string | null;
  className?: string;
}

/** A picture whose place is kept from the start, so that nothing moves when it arrives. */
export function Picture({ src, alt, width, height, preview, className }: PictureProps) {
  const [isLoaded, setLoaded] = useState(false);
  const { attempt, onFailed } = useAnotherTry();
  return (
    <div
      className={classNames("relative overflow-hidden bg-sunken", className)}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {preview && !isLoaded && (
        <img src={preview} alt="" className="absolute inset-0 size-full scale-110 object-cover blur-lg" />
      )}
      <img
        key={attempt}
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        onLoad={() => setLoaded(true)}
        onError={() => {
          // The browser shows what it would have been, in words.
          setLoaded(true);
          onFailed();
        }}
        className={classNames(
          "absolute inset-0 size-full object-cover transition-opacity duration-200",
          isLoaded ? "opacity-100" : "opacity-0",
        )}
      />
    </div>
  );
}
