import type { StyleCredit } from "@lumiku/contracts/avatar-creator-recipe";
import { classNames } from "@lumiku/ui/class-names";
import { WandSparkles } from "lucide-react";
import { useId } from "react";
import type { FieldsProps } from "./fields";

export interface IllustrationStylesProps extends Omit<FieldsProps, "error"> {
  styles: readonly StyleCredit[];
  /** A picture in each style, by the style's id, where there is one. */
  pictures: Readonly<Record<string, string>>;
}

/** The illustrators' styles, each as somebody drawn in it. */
export function IllustrationStyles({ draft, styles, pictures, onChange }: IllustrationStylesProps) {
  const name = useId();
  const chosen = styles.find(({ id }) => id === draft.style);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-[13px]">Art style</legend>
      <div className="grid grid-cols-5 gap-1.5 max-sm:grid-cols-4">
        {[{ id: "", title: "Best fit" }, ...styles].map(({ id, title }) => (
          <label
            key={id}
            className={classNames(
              "grid cursor-pointer gap-1 rounded-control border-2 p-0.5 transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent",
              id === draft.style ? "border-accent bg-accent-soft" : "border-transparent hover:bg-sunken",
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={id === draft.style}
              onChange={() => onChange({ style: id })}
            />
            <Sample url={pictures[id]} isAuto={id === ""} title={title} />
            <span
              className={classNames(
                "truncate text-center text-[11px]",
                id === draft.style ? "font-medium text-accent-ink" : "text-muted",
              )}
            >
              {title}
            </span>
          </label>
        ))}
      </div>
      <p className="mt-1.5 min-h-5 text-[13px] text-faint">
        {chosen ? <Attribution style={chosen} /> : "Whichever shows the most of what you describe."}
      </p>
    </fieldset>
  );
}

function Sample({ url, isAuto, title }: { url: string | undefined; isAuto: boolean; title: string }) {
  if (url) {
    return (
      <img
        src={url}
        alt=""
        width={96}
        height={96}
        loading="lazy"
        className="aspect-square w-full rounded-md bg-sunken"
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className="grid aspect-square w-full place-items-center rounded-md bg-sunken font-semibold text-faint text-lg"
    >
      {isAuto ? <WandSparkles size={20} /> : title.charAt(0)}
    </span>
  );
}

/** Whose drawings they are, as their licences ask to say. */
function Attribution({ style }: { style: StyleCredit }) {
  return (
    <>
      Drawn by{" "}
      <a href={style.sourceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.artist}
      </a>
      ,{" "}
      <a href={style.licenceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.licence}
      </a>
      .
    </>
  );
}
