import { newIdempotencyKey } from "../../core/http";
import { api } from "./api";

/** The project that was worked in last; a first one where there is none. @throws AppError */
export async function findLatestProject(): Promise<{ id: string; name: string }> {
  const { items } = await api.listProjects({ query: { limit: 1, archived: "false" } });
  const [latest] = items;
  return latest ?? api.createProject({ body: { name: "My first project" }, idempotencyKey: newIdempotencyKey() });
}
