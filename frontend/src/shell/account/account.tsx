import type { ReactNode } from "react";
import { SubPages } from "../sub-pages";
import { ApiKeys } from "./api-keys";
import { Data } from "./data";
import { Devices } from "./devices";
import { Preferences } from "./preferences";
import { Profile } from "./profile";
import { Security } from "./security";

const Narrow = ({ children }: { children: ReactNode }) => (
  <div className="grid max-w-2xl grid-cols-1 content-start gap-6">{children}</div>
);

const pages = [
  { path: "", label: "Profile", element: <Profile /> },
  { path: "security", label: "Security", element: <Security /> },
  { path: "devices", label: "Devices", element: <Devices /> },
  { path: "api-keys", label: "API keys", element: <ApiKeys /> },
  { path: "preferences", label: "Preferences", element: <Preferences /> },
  { path: "data", label: "Your data", element: <Data /> },
].map((page) => ({ ...page, element: <Narrow>{page.element}</Narrow> }));

/** A person's own account. */
export default function Account() {
  return <SubPages title="Account" pages={pages} />;
}
