export { createProcessPool, type ProcessPool, type ProcessPoolOptions, type RunOptions } from "./processes/pool";
export { type JobHandlers, type JobOptions, serveJobs } from "./processes/serve-jobs";
