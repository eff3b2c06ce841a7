import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import type { S3Options } from "./s3-storage";

export interface S3Server {
  options: S3Options & { endpoint: string };
  stop(): Promise<void>;
  /** Again on the same port, with the files it had. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A real S3 server with the bucket "lumiku".
 *
 * It signs the address of a listing without the slash at its end, unlike Amazon and Bun: where a listing is
 * asked for, `checksSignatures` has to be off.
 */
export async function createS3Server({ checksSignatures = true } = {}): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "lumiku-s3-"));
  const open = async (port: number) => {
    const settings = {
      port,
      address: "127.0.0.1",
      silent: true,
      directory,
      allowMismatchedSignatures: !checksSignatures,
      configureBuckets: [{ name: "lumiku", configs: [] }],
    };
    const server = new S3rver(settings);
    return { server, port: (await server.run()).port };
  };
  let { server, port } = await open(0);
  return {
    options: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: "lumiku",
      region: "us-east-1",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
    },
    async stop() {
      await server.close();
    },
    async start() {
      ({ server, port } = await open(port));
    },
    async remove() {
      await server.close().catch(() => {});
      await rm(directory, { recursive: true, force: true });
    },
  };
}
