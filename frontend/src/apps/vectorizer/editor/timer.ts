/** Runs something after a while. @returns how to leave it */
export type Timer = (run: () => void, ms: number) => () => void;

export const browserTimer: Timer = (run, ms) => {
  const id = setTimeout(run, ms);
  return () => clearTimeout(id);
};
