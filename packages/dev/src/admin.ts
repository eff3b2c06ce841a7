import { prepare } from "./prepare";

const [email, ...more] = process.argv.slice(2);
if (!email?.includes("@") || more.length > 0) {
  process.stderr.write("Usage: bun run admin <email of an account>\n");
  process.exit(2);
}

try {
  await prepare({ web: false });
  // Imported late: packages are installed and the database client is made by then.
  const { promote } = await import("./admin/promote");
  process.stdout.write(`${await promote(email)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
