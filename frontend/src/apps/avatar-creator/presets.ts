import type { AppError } from "@lumiku/app-sdk";
import type { NewPreset, Preset, PresetChanges } from "@lumiku/contracts/avatar-creator-presets";
import { useEffect } from "react";
import { create } from "zustand";
import { useSession } from "../../core/session";
import { api } from "./api";

interface PresetStore {
  status: "idle" | "loading" | "failed" | "ready";
  error: AppError | undefined;
  items: Preset[];
}

const nothing: PresetStore = { status: "idle", error: undefined, items: [] };
const useStore = create<PresetStore>()(() => nothing);

useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) useStore.setState(nothing);
});

/** The platform's people to begin with and one's own, asked for once. */
export function usePresets(): PresetStore & { reload: () => void } {
  const state = useStore();
  useEffect(() => {
    if (state.status === "idle") void loadPresets();
  }, [state.status]);
  return { ...state, reload: () => void loadPresets() };
}

async function loadPresets(): Promise<void> {
  useStore.setState(({ status }) => ({ status: status === "ready" ? "ready" : "loading", error: undefined }));
  try {
    const { items } = await api.listPresets();
    useStore.setState({ status: "ready", items });
  } catch (failure) {
    useStore.setState({ status: "failed", error: failure as AppError });
  }
}

/** @throws AppError */
export async function createPreset(body: NewPreset): Promise<Preset> {
  const preset = await api.createPreset({ body });
  useStore.setState(({ items }) => ({ items: [preset, ...items] }));
  return preset;
}

/** @throws AppError */
export async function updatePreset(presetId: string, body: PresetChanges): Promise<void> {
  const preset = await api.updatePreset({ params: { presetId }, body });
  useStore.setState(({ items }) => ({ items: items.map((item) => (item.id === presetId ? preset : item)) }));
}

/** Out of the list for now; `keep` puts it back where it was, `finish` removes it for good. */
export function hidePreset(preset: Preset): { keep: () => void; finish: () => Promise<void> } {
  const before = useStore.getState().items;
  const position = before.findIndex(({ id }) => id === preset.id);
  const keep = () => useStore.setState(({ items }) => ({ items: items.toSpliced(position, 0, preset) }));
  useStore.setState({ items: before.filter(({ id }) => id !== preset.id) });
  return {
    keep,
    async finish() {
      try {
        await api.removePreset({ params: { presetId: preset.id } });
      } catch (failure) {
        keep();
        throw failure;
      }
    },
  };
}
