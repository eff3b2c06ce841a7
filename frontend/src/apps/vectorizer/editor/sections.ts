import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Sections {
  isOpen: Record<string, boolean>;
  set(id: string, isOpen: boolean): void;
}

/** Which sections of the settings a person has open, on every visit. */
export const useSections = create<Sections>()(
  persist(
    (set) => ({
      isOpen: { colors: true, shapes: true },
      set: (id, open) => set(({ isOpen }) => ({ isOpen: { ...isOpen, [id]: open } })),
    }),
    { name: "lumiku.vectorizer.sections", version: 1 },
  ),
);
