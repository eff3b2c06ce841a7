import { create } from "zustand";
import { persist } from "zustand/middleware";

interface Sections {
  isOpen: Record<string, boolean>;
  set(id: string, isOpen: boolean): void;
}

/** Which sections of the form a person has open, on every visit. */
export const useSections = create<Sections>()(
  persist((set) => ({ isOpen: {}, set: (id, open) => set(({ isOpen }) => ({ isOpen: { ...isOpen, [id]: open } })) }), {
    name: "lumiku.avatar-creator.sections",
    version: 1,
  }),
);
