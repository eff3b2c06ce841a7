import { openFaultPlatform, type Site } from "./fault-platform.fixture";
import { createHalts, haltPorts, type Plan } from "./halts.fixture";

// A worker that halts where its plan says, and says so, until it is killed or told to go on.
const [site = "", plan = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const halts = createHalts(JSON.parse(plan) as Plan, (seed) => say(`halted ${seed}`));
const platform = await openFaultPlatform(JSON.parse(site) as Site, {
  wrap: (ports) => haltPorts(ports, halts),
  onOutput: (seed) => halts.at("inside the delivery's transaction", seed),
});
await platform.startWorker();
process.once("SIGTERM", async () => {
  await platform.close();
  process.exit();
});
say("ready");
for await (const line of console) if (line === "go on") halts.release();
