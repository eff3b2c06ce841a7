/** A clock that runs as any other, and can be put forward. */
export interface Clock {
  now(): Date;
  advance(milliseconds: number): void;
}

export function createClock(): Clock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
  };
}
