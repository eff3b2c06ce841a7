import type { LedgerLine } from "@lumiku/contracts/billing";
import { change, count } from "../../core/words";

/** What a movement did to the credits one owns; 0 for those that only set some aside or free them again. */
export function ownedDelta({ availableDelta, heldDelta }: LedgerLine): number {
  return availableDelta + heldDelta;
}

/** "+500", "−16"; "16 held", "8 freed" for what changes nothing of what one owns. */
export function changeWords(line: LedgerLine): string {
  const owned = ownedDelta(line);
  if (owned !== 0) return change(owned);
  if (line.heldDelta > 0) return `${count(line.heldDelta)} held`;
  return line.heldDelta < 0 ? `${count(-line.heldDelta)} freed` : "0";
}
