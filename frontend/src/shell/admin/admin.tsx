import { useSession } from "../../core/session";
import { NotFound } from "../not-found";
import { SubPages } from "../sub-pages";
import { Alerts } from "./alerts";
import { Audit } from "./audit";
import { Books } from "./books";
import { MailBox } from "./mail-box";
import { Payments } from "./payments";
import { Users } from "./users";

const pages = [
  { path: "", label: "Accounts", element: <Users /> },
  { path: "payments", label: "Payments", element: <Payments /> },
  { path: "alerts", label: "Alerts", element: <Alerts /> },
  { path: "books", label: "Books", element: <Books /> },
  { path: "mail", label: "Mail", element: <MailBox /> },
  { path: "audit", label: "Audit log", element: <Audit /> },
];

/** Where an administrator looks after accounts and money. It does not exist for anyone else. */
export default function Admin() {
  const isAdmin = useSession((state) => state.me?.user.role === "admin");
  return isAdmin ? <SubPages title="Administration" pages={pages} /> : <NotFound />;
}
