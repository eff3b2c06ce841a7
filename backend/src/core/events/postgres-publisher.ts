import { DatabaseError, type Pool } from "pg";

const MAX_BATCH = 100;

interface Unpublished {
  userId: string;
  type: string;
  data: string;
  resolve: (id: string) => void;
  reject: (error: unknown) => void;
}

export type PublishEvent = (userId: string, type: string, data: string) => Promise<string>;

/**
 * Publishes one event at once, and those that come meanwhile together: PostgreSQL commits transactions that notify
 * one after the other, so a burst of them would wait for as many commits.
 */
export function createPostgresPublisher(pool: Pool): PublishEvent {
  const waiting: Unpublished[] = [];
  let isPublishing = false;

  const publish = async (batch: Unpublished[]): Promise<void> => {
    try {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT publish_event(u, t, d)::text AS id
         FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS e (u, t, d, n)`,
        [batch.map(({ userId }) => userId), batch.map(({ type }) => type), batch.map(({ data }) => data)],
      );
      for (const [index, { resolve }] of batch.entries()) resolve(rows[index]?.id ?? "0");
    } catch (error) {
      // What the server refused it has undone: one bad event takes no other with it. After a lost connection nobody knows.
      if (batch.length > 1 && error instanceof DatabaseError) for (const event of batch) await publish([event]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const publishWaiting = async () => {
    if (isPublishing) return;
    isPublishing = true;
    while (waiting.length > 0) {
      // Every process locks streams in the same order, so that no two wait for each other. Sorting is stable: a
      // person's events stay in theirs.
      const batch = waiting
        .splice(0, MAX_BATCH)
        .sort((a, b) => (a.userId < b.userId ? -1 : Number(a.userId > b.userId)));
      await publish(batch);
    }
    isPublishing = false;
  };

  return (userId, type, data) =>
    new Promise((resolve, reject) => {
      waiting.push({ userId, type, data, resolve, reject });
      void publishWaiting();
    });
}
