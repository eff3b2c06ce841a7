import type { AppError } from "@lumiku/app-sdk";
import type { NewVectorPreset, VectorPreset } from "@lumiku/contracts/vectorizer";
import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { useEffect } from "react";
import { create } from "zustand";
import { removals } from "../../../core/removal";
import { useSession } from "../../../core/session";
import { api } from "../api";
import { say, sayFailure } from "../say";

interface PresetStore {
  status: "idle" | "loading" | "failed" | "ready";
  items: VectorPreset[];
}

const nothing: PresetStore = { status: "idle", items: [] };
const useStore = create<PresetStore>()(() => nothing);

useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) useStore.setState(nothing);
});

/** The presets a person keeps, asked for once; by the next screen that wants them, when that failed. */
export function usePresets(): PresetStore {
  const state = useStore();
  const isUnasked = state.status === "idle";
  useEffect(() => {
    if (isUnasked || useStore.getState().status === "failed") void loadPresets();
  }, [isUnasked]);
  return state;
}

async function loadPresets(): Promise<void> {
  useStore.setState({ status: "loading" });
  try {
    const { items } = await api.listPresets();
    useStore.setState({ status: "ready", items });
  } catch {
    // Without them there are those of the platform.
    useStore.setState({ status: "failed" });
  }
}

/** @throws AppError */
export async function createPreset(name: string, settings: TraceSettings): Promise<void> {
  const preset = await api.createPreset({ body: { name, settings } });
  useStore.setState(({ items }) => ({ items: [preset, ...items] }));
}

/** With other settings under the same name. */
export async function updatePreset(preset: VectorPreset, settings: TraceSettings): Promise<void> {
  try {
    await change(preset, { settings });
    void say(`“${preset.name}” has these settings now`);
  } catch (failure) {
    void sayFailure(failure as AppError);
  }
}

/** @throws AppError */
export const renamePreset = (preset: VectorPreset, name: string): Promise<void> => change(preset, { name });

async function change(preset: VectorPreset, body: Partial<NewVectorPreset>): Promise<void> {
  const updated = await api.updatePreset({ params: { presetId: preset.id }, body });
  useStore.setState(({ items }) => ({ items: items.map((item) => (item.id === updated.id ? updated : item)) }));
}

/** Gone at once; a toast takes it back, as a new one in the old one's place. */
export function removePreset(preset: VectorPreset): Promise<void> {
  const { id, name, settings } = preset;
  const position = useStore.getState().items.findIndex((item) => item.id === id);
  return removals.remove({
    words: `“${name}” is removed`,
    hide: () => useStore.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) })),
    show: () => useStore.setState(({ items }) => ({ items: items.toSpliced(position, 0, preset) })),
    remove: () => api.removePreset({ params: { presetId: id } }),
    async restore() {
      const restored = await api.createPreset({ body: { name, settings } });
      useStore.setState(({ items }) => ({ items: items.map((item) => (item.id === id ? restored : item)) }));
    },
  });
}
