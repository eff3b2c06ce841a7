import type { AppError } from "@lumiku/app-sdk";

/** Something a person can take away and bring back. */
export interface Removable {
  /** "2 pictures removed". */
  words: string;
  /** Takes it off the screen. */
  hide(): void;
  /** Puts it back there. */
  show(): void;
  /** Removes it on the server. */
  remove(): Promise<void>;
  /** Brings it back there. */
  restore(): Promise<void>;
}

export interface RemovalDependencies {
  /** Offers to undo it for a while. @returns how to take the offer back */
  offerUndo(words: string, undo: () => void): () => void;
  tell(error: AppError): void;
}

interface Removal extends Removable {
  /** Whether the server has removed it. */
  isSent: Promise<boolean>;
  withdrawOffer: () => void;
}

const MAX_REMEMBERED = 20;

/** Removes at once, here and on the server; each removal can be undone, the last one first. */
export function createRemovals({ offerUndo, tell }: RemovalDependencies) {
  let removals: Removal[] = [];

  const forget = (removal: Removal) => {
    removal.withdrawOffer();
    const isKnown = removals.includes(removal);
    removals = removals.filter((other) => other !== removal);
    return isKnown;
  };

  const undo = async (removal: Removal): Promise<void> => {
    if (!forget(removal)) return;
    removal.show();
    // What is not removed yet cannot be restored; what could not be removed is back already.
    if (!(await removal.isSent)) return;
    try {
      await removal.restore();
    } catch (error) {
      removal.hide();
      tell(error as AppError);
    }
  };

  return {
    /** @returns when the server has answered */
    async remove(removable: Removable): Promise<void> {
      removable.hide();
      const removal: Removal = {
        ...removable,
        isSent: removable.remove().then(
          () => true,
          (error: AppError) => {
            forget(removal);
            removable.show();
            tell(error);
            return false;
          },
        ),
        withdrawOffer: offerUndo(removable.words, () => void undo(removal)),
      };
      removals = [...removals, removal].slice(-MAX_REMEMBERED);
      await removal.isSent;
    },

    /** @returns whether there was something to undo */
    undoLast(): boolean {
      const last = removals.at(-1);
      if (last) void undo(last);
      return last !== undefined;
    },
  };
}

const UNDO_MS = 8_000;

/** The removals of this page. */
export const removals = createRemovals({
  offerUndo(words, undo) {
    const shown = import("sonner").then(({ toast }) => ({
      toast,
      id: toast(words, { duration: UNDO_MS, action: { label: "Undo", onClick: undo } }),
    }));
    return () => void shown.then(({ toast, id }) => toast.dismiss(id));
  },
  tell: (error) => void import("sonner").then(({ toast }) => toast.error(error.message)),
});
