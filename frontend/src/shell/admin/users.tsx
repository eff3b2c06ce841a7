import type { AdminUser } from "@lumiku/contracts/administration";
import { Badge } from "@lumiku/ui/badge";
import { EmptyState } from "@lumiku/ui/empty-state";
import { TextField } from "@lumiku/ui/field";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { UserSearch } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../core/use-pages";
import { useSettled } from "../../core/use-settled";
import { count, day } from "../../core/words";
import { Paged } from "../paged";
import { admin } from "./api";
import { UserDialog } from "./user-dialog";

export function Users() {
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const pages = usePages(search, (cursor) =>
    admin.listUsers({ query: { limit: 50, ...(search && { search }), ...(cursor && { cursor }) } }),
  );
  const [openedId, setOpened] = useState<string>();
  const opened = pages.items.find(({ id }) => id === openedId);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="sm:max-w-md">
        <TextField
          label="Find an account"
          type="search"
          placeholder="Name or e-mail"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Paged
        pages={pages}
        empty={
          <EmptyState icon={<UserSearch size={22} />} title="Nobody of that name">
            A part of the name or of the e-mail is enough.
          </EmptyState>
        }
      >
        {(users) => (
          <Table caption="Accounts">
            <thead>
              <tr>
                <HeadCell>Account</HeadCell>
                <HeadCell isWideOnly>Tier</HeadCell>
                <HeadCell align="right">Credits</HeadCell>
                <HeadCell isWideOnly>Since</HeadCell>
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <UserRow key={user.id} user={user} onOpen={() => setOpened(user.id)} />
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
      {opened && <UserDialog user={opened} onChange={pages.replace} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function UserRow({ user, onOpen }: { user: AdminUser; onOpen: () => void }) {
  return (
    <Row>
      <Cell>
        <button type="button" onClick={onOpen} className="-my-1 block rounded-sm py-1 text-left">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
            <span className="wrap-anywhere underline decoration-line-strong underline-offset-2 hover:decoration-current">
              {user.name}
            </span>
            {user.role === "admin" && <Badge tone="accent">Administrator</Badge>}
          </span>
          <span className="block wrap-anywhere text-[13px] text-muted">{user.email}</span>
        </button>
      </Cell>
      <Cell isWideOnly>{user.tier}</Cell>
      <Cell align="right" className="tabular">
        {count(user.available)}
      </Cell>
      <Cell isWideOnly className="tabular whitespace-nowrap text-muted">
        {day(user.createdAt)}
      </Cell>
    </Row>
  );
}
