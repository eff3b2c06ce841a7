import { useCallback } from "react";
import { useNavigate } from "react-router";

/** Goes to an address the server gave: without a reload where it is one of ours, else by leaving. */
export function useGoTo(): (address: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (address) => {
      const url = new URL(address, window.location.href);
      if (url.origin === window.location.origin) void navigate(url.pathname + url.search);
      else window.location.assign(url);
    },
    [navigate],
  );
}
