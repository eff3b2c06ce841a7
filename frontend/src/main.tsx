import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { followOtherTabs, refreshSession } from "./core/session";
import { Shell } from "./shell/shell";
import "./styles.css";

followOtherTabs();
void refreshSession();

const container = document.getElementById("root");
if (!container) throw new Error("The page has no #root");
createRoot(container).render(
  <StrictMode>
    <BrowserRouter>
      <Shell />
    </BrowserRouter>
  </StrictMode>,
);
