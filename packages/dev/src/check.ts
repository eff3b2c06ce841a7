import { prepare } from "./prepare";

await prepare({ web: true });
const { runAllChecks } = await import("./checks/all");
const results = await runAllChecks();
process.exit(results.every(({ problems }) => problems.length === 0) ? 0 : 1);
