import type { AppContract, Output } from "@lumiku/app-sdk";

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
const resetListeners = new Set<() => void>();
const knownTypes = new Set<string>();
const typeListeners = new Set<(type: string) => void>();

/**
 * Hears an event of an app, in whichever tab the stream is held. What the contract does not know is left out: a newer
 * server may say more than this page understands.
 *
 * @returns how to stop
 * @example useEffect(() => onAppEvent(avatarCreator, "avatar.created", (avatar) => upsert(avatar)), []);
 */
export function onAppEvent<const C extends AppContract, Name extends keyof C["events"] & string>(
  contract: C,
  name: Name,
  listener: (payload: Output<C["events"][Name]>) => void,
): () => void {
  const schema = contract.events[name];
  if (!schema) throw new TypeError(`${contract.id} declares no event ${name}`);
  const type = `${contract.id}/${name}`;
  const hear = (payload: unknown) => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) listener(parsed.data as Output<C["events"][Name]>);
  };
  const heard = listeners.get(type) ?? new Set();
  listeners.set(type, heard.add(hear));
  learnEventTypes([type]);
  return () => heard.delete(hear);
}

/** Calls back when events may have been missed: what is on the screen has to be fetched again. @returns how to stop */
export function onReset(listener: () => void): () => void {
  resetListeners.add(listener);
  return () => resetListeners.delete(listener);
}

type WorkMove = "removed" | "restored";
const workListeners = new Set<(move: WorkMove, generationId: string) => void>();
const removedWork = new Set<string>();

/** Calls back when work is removed or brought back, and its pictures with it. @returns how to stop */
export function onWorkMoved(listener: (move: WorkMove, generationId: string) => void): () => void {
  workListeners.add(listener);
  return () => workListeners.delete(listener);
}

/** Tells that work is not there any more, or, if it was gone, that it is there again. */
export function deliverWork(generationId: string, isThere: boolean): void {
  if (isThere ? !removedWork.delete(generationId) : removedWork.has(generationId)) return;
  if (!isThere) removedWork.add(generationId);
  for (const listener of [...workListeners]) listener(isThere ? "restored" : "removed", generationId);
}

/** Brings an event of an app, named as on the stream, to those who listen for it. */
export function deliverAppEvent(type: string, payload: unknown): void {
  for (const hear of [...(listeners.get(type) ?? [])]) hear(payload);
}

/** Tells that events may have been missed. */
export function deliverReset(): void {
  for (const listener of [...resetListeners]) listener();
}

/** Makes names of apps' events known: a stream passes on only those it has been asked for by name. */
export function learnEventTypes(types: Iterable<string>): void {
  for (const type of types) {
    if (knownTypes.has(type)) continue;
    knownTypes.add(type);
    for (const tell of typeListeners) tell(type);
  }
}

/** Calls back with every name known by now, and with those that become known later. @returns how to stop */
export function followEventTypes(listener: (type: string) => void): () => void {
  for (const type of knownTypes) listener(type);
  typeListeners.add(listener);
  return () => typeListeners.delete(listener);
}
