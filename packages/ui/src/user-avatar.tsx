import { Avatar as Radix } from "radix-ui";

const tints = ["violet", "emerald", "amber", "sky", "rose"] as const;

export interface UserAvatarProps {
  name: string;
  image?: string | null;
  /** In pixels. */
  size?: number;
}

/** A person's picture, or their initials. It says nothing aloud: the name stands beside it or on its button. */
export function UserAvatar({ name, image, size = 32 }: UserAvatarProps) {
  const tint = tints[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % tints.length];
  return (
    <Radix.Root
      aria-hidden="true"
      className="inline-grid shrink-0 select-none place-items-center overflow-hidden rounded-full font-semibold"
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.38),
        lineHeight: 1,
        background: `var(--tint-${tint})`,
        color: `var(--tint-${tint}-ink)`,
      }}
    >
      {image && <Radix.Image src={image} alt="" className="size-full object-cover" />}
      <Radix.Fallback {...(image && { delayMs: 300 })}>{findInitials(name)}</Radix.Fallback>
    </Radix.Root>
  );
}

/** "MO" for "Mira Okafor", "M" for "mira"; "?" for nobody. */
export function findInitials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word = "") => firstLetter(word).toLocaleUpperCase()).join("") || "?";
}

/** As people count letters: an emoji of several code points is one. */
function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment ?? "";
}
