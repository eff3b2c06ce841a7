import { createTestPlatform } from "../../core/testing/platform";

// A platform with its worker, alone in a process, so that what it takes can be measured. Ends with its standard input.
const platform = await createTestPlatform({ limits: { deadlineMs: 300_000 } });
process.stdout.write(`${platform.url}\n`);
for await (const _ of process.stdin);
await platform.close();
process.exit(0);
