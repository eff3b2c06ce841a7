import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** What a value is once it has not changed for a moment: what somebody types, when they stop. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
