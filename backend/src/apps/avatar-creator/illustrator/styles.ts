import type { IllustrationStyle, StyleCredit } from "@lumiku/contracts/avatar-creator-recipe";
import { adventurer } from "./styles/adventurer";
import { avataaars } from "./styles/avataaars";
import { bigSmile } from "./styles/big-smile";
import { lorelei } from "./styles/lorelei";
import { micah } from "./styles/micah";
import { notionists } from "./styles/notionists";
import { openPeeps } from "./styles/open-peeps";
import { personas } from "./styles/personas";
import type { StyleTable } from "./styles/table";
import { toonHead } from "./styles/toon-head";

export const styles: Record<IllustrationStyle, StyleTable> = {
  avataaars,
  personas,
  micah,
  lorelei,
  notionists,
  "open-peeps": openPeeps,
  adventurer,
  "big-smile": bigSmile,
  "toon-head": toonHead,
};

/** Whose drawings these are, for the attribution that their licences ask for. */
export const illustrationStyles: readonly StyleCredit[] = Object.entries(styles).map(([id, { engine, title }]) => ({
  id: id as IllustrationStyle,
  title,
  artist: engine.meta?.creator ?? "",
  licence: engine.meta?.license?.name ?? "",
  licenceUrl: engine.meta?.license?.url ?? "",
  sourceUrl: engine.meta?.source ?? "",
}));
