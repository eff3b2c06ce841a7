import type { Style } from "@dicebear/core";
import type { WornFact } from "../facts";
import type { ClothingFact } from "../words/clothes";
import type { BodyFact, ExpressionFact } from "../words/face";
import type { FacialHairFact, HairFact } from "../words/hair";

/** rrggbb. */
export interface FinishColors {
  readonly skin: string;
  readonly hair: string;
  readonly clothing: string;
  readonly eyes?: string | undefined;
}

/** DiceBear's: option names to the variants or colours to choose from. */
export type Options = Readonly<Record<string, unknown>>;

/** Whom a drawing suits when nobody asked for it. One that suits nobody appears only when asked for. */
export type Suits = "woman" | "man" | "anyone";

/** One drawing, or several that show the same. */
export interface Choice<Fact extends string = string> {
  readonly shows: readonly Fact[];
  /** The first option is the one that shows it; the others go with it. */
  readonly options: Options;
  readonly suits?: Suits;
  /** Options that take its colour; none for a drawing of a fixed colour. */
  readonly colors?: readonly string[];
  /** Inked in black, so that black is what it shows. */
  readonly isBlack?: boolean;
  /** Not for children, unless asked for. */
  readonly isGrownUp?: boolean;
}

/** How one illustration style shows each fact. What is not listed, the style cannot draw. */
export interface StyleTable {
  readonly engine: Style<Options>;
  readonly title: string;
  /** The square of the drawing that fills the picture, in its own units: left, top, side. */
  readonly frame: readonly [x: number, y: number, side: number];
  /** A bust stands on the lower edge; a head alone floats in the middle. */
  readonly stands: boolean;
  /** Has black outlines and features. */
  readonly isInked?: boolean;
  /** Options that switch off everything nobody asked for. */
  readonly base: Options;
  readonly hair: readonly Choice<HairFact | WornFact>[];
  readonly facialHair: readonly Choice<FacialHairFact>[];
  readonly clothing: readonly Choice<ClothingFact>[];
  readonly expression: readonly Choice<ExpressionFact>[];
  /** When nobody said. */
  readonly friendly: Options;
  readonly worn: readonly Choice<WornFact>[];
  readonly body: readonly Choice<BodyFact>[];
  /** Marks of age, for a senior. */
  readonly old?: Options;
  /** A body or face that reads as a child's. */
  readonly young?: Options;
  /** Options that take the colour. */
  readonly colors: {
    readonly hair?: readonly string[];
    readonly facialHair?: readonly string[];
    readonly skin?: readonly string[];
    readonly eyes?: readonly string[];
    readonly clothing?: readonly string[];
  };
  /** Draws irises in one colour only, which finishing changes. */
  readonly hasPaintedEyes?: boolean;
  /** Corrects what the engine leaves no option for. */
  readonly finish?: (figure: string, colors: FinishColors) => string;
}

export function choice<const Fact extends string>(
  shows: readonly Fact[],
  options: Options,
  more: Omit<Choice, "shows" | "options"> = {},
): Choice<Fact> {
  return { shows, options, ...more };
}

/** "variant01" to "variant09": the names DiceBear's exporter gives. */
export function variants(...numbers: number[]): string[] {
  return numbers.map((number) => `variant${String(number).padStart(2, "0")}`);
}
