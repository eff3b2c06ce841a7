import { ChevronsLeftRight } from "lucide-react";
import { Slider as Radix } from "radix-ui";
import { useState } from "react";
import { classNames } from "./class-names";

export interface CompareProps {
  before: { src: string; alt: string };
  after: { src: string; alt: string };
  width: number;
  height: number;
  className?: string;
}

/** Two pictures of one size over each other, with a line to drag between them. Arrow keys move it too. */
export function Compare({ before, after, width, height, className }: CompareProps) {
  const [share, setShare] = useState(50);
  return (
    <Radix.Root
      value={[share]}
      onValueChange={([next]) => next !== undefined && setShare(next)}
      max={100}
      step={1}
      className={classNames(
        "relative flex w-full cursor-ew-resize items-center touch-pan-y select-none overflow-hidden rounded-card bg-sunken",
        className,
      )}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {/* Each has its own half: pictures may be transparent. */}
      <Side picture={after} width={width} height={height} clip={`inset(0 0 0 ${share}%)`} />
      <Side picture={before} width={width} height={height} clip={`inset(0 ${100 - share}% 0 0)`} />
      <Name isShown={share > 18} className="left-3">
        Before
      </Name>
      <Name isShown={share < 82} className="right-3">
        After
      </Name>
      <Radix.Track className="absolute inset-0" />
      {/* Without a width of its own the line is exactly where the pictures meet, also at the ends. */}
      <Radix.Thumb
        aria-label="How much of the picture before is shown"
        aria-valuetext={`${share} % before, ${100 - share} % after`}
        className="group block size-0 outline-none"
      >
        <span className="absolute -top-[100vh] -left-px h-[200vh] w-0.5 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]" />
        <span className="absolute grid size-11 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full bg-white text-zinc-900 shadow-lg ring-accent group-focus-visible:ring-4">
          <ChevronsLeftRight size={20} aria-hidden="true" />
        </span>
      </Radix.Thumb>
    </Radix.Root>
  );
}

interface SideProps {
  picture: { src: string; alt: string };
  width: number;
  height: number;
  clip: string;
}

function Side({ picture, width, height, clip }: SideProps) {
  return (
    <img
      src={picture.src}
      alt={picture.alt}
      {...{ width, height }}
      draggable={false}
      decoding="async"
      className="absolute inset-0 size-full object-cover"
      style={{ clipPath: clip }}
    />
  );
}

function Name({ isShown, className, children }: { isShown: boolean; className: string; children: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "pointer-events-none absolute top-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs transition-opacity duration-150",
        isShown ? "opacity-100" : "opacity-0",
        className,
      )}
    >
      {children}
    </span>
  );
}
