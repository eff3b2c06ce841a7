import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { HostileInput } from "./hostile.fixture";
import { bringAndTrace, channelDistance, colorAt, memoryOfTree, type Outcome } from "./hostile-run.fixture";

setDefaultTimeout(300_000);

/** Bytes that the platform and all its tracers may have in use at one moment. */
const MOST_MEMORY = 1_500 * 1_048_576;
/** Of what is traced from a lossy file. */
const COLOR_TOLERANCE = 8;

/** One test an input, on a platform in a process of its own, whose memory is watched all the time. */
export function testHostileInputs(inputs: readonly HostileInput[]): void {
  let platform: Bun.Subprocess<"pipe", "pipe", "inherit">;
  let url = "";
  let peak = 0;
  let watch: ReturnType<typeof setInterval>;
  beforeAll(async () => {
    platform = Bun.spawn([process.execPath, join(import.meta.dir, "hostile-platform.fixture.ts")], {
      ...{ stdin: "pipe", stdout: "pipe", stderr: "inherit" },
    });
    const { value } = await platform.stdout.getReader().read();
    url = new TextDecoder().decode(value).trim();
  });
  afterAll(async () => {
    platform.stdin.end();
    await platform.exited;
  });
  beforeEach(() => {
    peak = 0;
    watch = setInterval(() => {
      peak = Math.max(peak, memoryOfTree(platform.pid));
    }, 25);
  });
  afterEach(() => {
    clearInterval(watch);
    expect(peak).toBeLessThan(MOST_MEMORY);
  });

  for (const input of inputs) {
    test(`${input.name}: ${wordsFor(input)}`, async () => {
      const outcome = await bringAndTrace(url, await input.bytes());
      await expectFate(outcome, input);
      const charged = outcome.svg === undefined ? 0 : 1;
      expect(outcome.credits).toEqual({ available: 100 - charged, held: 0 });
    });
  }
}

async function expectFate(outcome: Outcome, { fate }: HostileInput): Promise<void> {
  for (const said of [outcome.upload, outcome.preview, outcome.trace]) {
    if (said) expect(said.message).toMatch(/^[A-Z].*[.]$/s);
  }
  if ("refused" in fate) {
    expect(outcome).toMatchObject({ upload: { code: fate.refused } });
  } else if ("untraceable" in fate) {
    expect(outcome).toMatchObject({
      ...{ upload: null, preview: { code: fate.untraceable }, trace: { code: fate.untraceable } },
    });
  } else if ("tracedOrRefused" in fate) {
    expect(outcome).toMatchObject({ upload: null });
    expect([undefined, "TRACE_FAILED"]).toContain(outcome.preview?.code);
    if (outcome.trace) expect(outcome.trace.code).toBe("TRACE_FAILED");
    else expectSize(outcome.svg, fate.tracedOrRefused);
  } else {
    expect(outcome).toMatchObject({ upload: null, preview: null, trace: null });
    expectSize(outcome.svg, fate.traced);
    for (const [x, y, color] of fate.colors ?? []) {
      expect(channelDistance(await colorAt(outcome.svg ?? "", x, y), color)).toBeLessThanOrEqual(COLOR_TOLERANCE);
    }
  }
}

function expectSize(svg: string | undefined, [width, height]: [number, number]): void {
  expect(svg?.slice(0, 200)).toContain(`viewBox="0 0 ${width} ${height}"`);
}

function wordsFor({ fate }: HostileInput): string {
  if ("refused" in fate) return `refused as ${fate.refused}`;
  if ("untraceable" in fate) return `refused as ${fate.untraceable} where it is traced`;
  return "traced" in fate ? "traced" : "traced, or refused in time";
}
