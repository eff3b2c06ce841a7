const CONNECTIONS = 16;

/** Reads one URL for some seconds, from a process of its own. Prints how many answers a second came. */
const [url = "", token = "", seconds = "3"] = process.argv.slice(2);
const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
const until = performance.now() + Number(seconds) * 1000;
let count = 0;
const read = async () => {
  while (performance.now() < until) {
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await response.arrayBuffer();
    count++;
  }
};
await Promise.all(Array.from({ length: CONNECTIONS }, read));
process.stdout.write(`${Math.round(count / Number(seconds))}\n`);
