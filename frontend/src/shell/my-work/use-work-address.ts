import { useCallback, useMemo } from "react";
import { useLocation, useNavigate } from "react-router";
import { readAddress, type WorkAddress, writeAddress } from "./work-address";

/** Left in the history by this place when it opens work: Back leads to the list. */
interface Trace {
  isOpenedHere?: boolean;
}

export interface AddressControls {
  address: WorkAddress;
  /** Changes what is shown. Back undoes it, unless it only refines what was changed just before. */
  change: (changes: Partial<WorkAddress>, options?: { isRefinement?: boolean }) => void;
  open: (id: string) => void;
  /** From one to the next: Back still leads to the list. */
  openNext: (id: string, picture: number) => void;
  close: () => void;
}

/** What is shown, kept in the address: links lead there, and Back and Forward work. */
export function useWorkAddress(): AddressControls {
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const address = useMemo(() => readAddress(new URLSearchParams(search)), [search]);
  const isOpenedHere = Boolean((state as Trace | null)?.isOpenedHere);

  const go = useCallback(
    (changes: Partial<WorkAddress>, options: { replace?: boolean; state?: Trace } = {}) =>
      void navigate({ search: String(writeAddress({ ...address, ...changes })) }, options),
    [navigate, address],
  );

  return {
    address,
    change: (changes, { isRefinement = false } = {}) => go(changes, { replace: isRefinement }),
    open: (id) => go({ open: id, picture: 0 }, { state: { isOpenedHere: true } }),
    openNext: (open, picture) => go({ open, picture }, { replace: true, state: { isOpenedHere } }),
    close: () => {
      if (isOpenedHere) void navigate(-1);
      else go({ open: undefined }, { replace: true });
    },
  };
}
