import type { KeyboardEvent } from "react";
import { findNeighbour } from "./neighbours";

/** Arrow keys move the focus between the links of a list of cards, as they lie on the screen. */
export function useArrowKeys(): (event: KeyboardEvent<HTMLUListElement>) => void {
  return (event) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("li a")];
    const index = links.indexOf(event.target as HTMLAnchorElement);
    if (index < 0) return;
    const places = links.map((link) => link.closest("li")?.getBoundingClientRect() ?? link.getBoundingClientRect());
    const next = findNeighbour(event.key, index, places);
    if (next === undefined) return;
    event.preventDefault();
    links[next]?.focus();
  };
}
