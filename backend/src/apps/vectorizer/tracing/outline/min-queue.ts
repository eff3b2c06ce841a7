/** A priority queue of whole numbers by key, least first (binary heap). */
interface MinQueue {
  readonly size: number;
  push(key: number, value: number): void;
  /** The least; the queue must not be empty. */
  pop(): { key: number; value: number };
}

export function createMinQueue(): MinQueue {
  const keys: number[] = [];
  const values: number[] = [];

  function swap(a: number, b: number): void {
    [keys[a], keys[b]] = [keys[b] as number, keys[a] as number];
    [values[a], values[b]] = [values[b] as number, values[a] as number];
  }

  const isLess = (a: number, b: number) => (keys[a] as number) < (keys[b] as number);

  return {
    get size() {
      return keys.length;
    },
    push(key, value) {
      let place = keys.push(key) - 1;
      values.push(value);
      while (place > 0 && isLess(place, (place - 1) >> 1)) {
        swap(place, (place - 1) >> 1);
        place = (place - 1) >> 1;
      }
    },
    pop() {
      swap(0, keys.length - 1);
      const key = keys.pop() as number;
      const value = values.pop() as number;
      let place = 0;
      while (true) {
        const [left, right] = [2 * place + 1, 2 * place + 2];
        const least = right < keys.length && isLess(right, left) ? right : left;
        if (least >= keys.length || !isLess(least, place)) return { key, value };
        swap(place, least);
        place = least;
      }
    },
  };
}
