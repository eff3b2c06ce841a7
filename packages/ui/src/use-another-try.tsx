import { useEffect, useState } from "react";

/**
 * Loads a picture anew that could not be loaded while the network was away.
 *
 * @returns what the picture says when it fails, and a key that makes it another one for the next try
 */
export function useAnotherTry(): { attempt: number; onFailed: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (!hasFailed) return;
    const tryAgain = () => {
      setFailed(false);
      setAttempt((count) => count + 1);
    };
    window.addEventListener("online", tryAgain);
    return () => window.removeEventListener("online", tryAgain);
  }, [hasFailed]);
  return { attempt, onFailed: () => setFailed(true) };
}
