/** Pixels of one label that hold together, at corners too. */
export interface Region {
  /** Index of its first pixel. */
  readonly start: number;
  /** Pixels. */
  readonly size: number;
}

/**
 * Regions of a label map of fewer than `limit` pixels, all by default: runs of rows, joined where they touch
 * (union-find).
 */
export function findRegions(labels: Uint8Array, width: number, height: number, limit = Infinity): Region[] {
  const starts = findRuns(labels, width, height);
  const count = starts.length - 1;
  const parents = new Int32Array(count).map((_, run) => run);
  const startOf = (run: number) => starts[run] as number;
  const find = (run: number) => {
    let root = run;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = run; at !== root; ) {
      const next = parents[at] as number;
      parents[at] = root;
      at = next;
    }
    return root;
  };

  /** A run above the one that is looked at; none before it touches that, or any after. */
  let above = 0;
  for (let run = 0; run < count; run++) {
    const [from, to] = [startOf(run) - width, startOf(run + 1) - width];
    const row = Math.floor(from / width) * width;
    while (startOf(above + 1) < Math.max(row, from)) above++;
    for (let other = above; other < run && startOf(other) <= Math.min(to, row + width - 1); other++) {
      if (from < 0 || startOf(other + 1) <= row || labels[startOf(other)] !== labels[startOf(run)]) continue;
      const [one, two] = [find(run), find(other)];
      parents[Math.max(one, two)] = Math.min(one, two);
    }
  }

  const sizes = new Uint32Array(count);
  for (let run = 0; run < count; run++) {
    const root = find(run);
    sizes[root] = (sizes[root] as number) + startOf(run + 1) - startOf(run);
  }
  const regions: Region[] = [];
  for (const [run, size] of sizes.entries()) if (size > 0 && size < limit) regions.push({ start: startOf(run), size });
  return regions;
}

/** Where each run of one label in a row begins, and the end of the last. */
function findRuns(labels: Uint8Array, width: number, height: number): Uint32Array {
  const isStart = (x: number, index: number) => x === 0 || labels[index] !== labels[index - 1];
  let count = 0;
  for (let y = 0, index = 0; y < height; y++) for (let x = 0; x < width; x++, index++) if (isStart(x, index)) count++;
  const starts = new Uint32Array(count + 1);
  let run = 0;
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) if (isStart(x, index)) starts[run++] = index;
  }
  starts[run] = labels.length;
  return starts;
}
