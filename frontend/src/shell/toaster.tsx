import { Toaster } from "sonner";

export default function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      theme={document.documentElement.dataset.theme === "dark" ? "dark" : "light"}
      toastOptions={{ className: "!rounded-card !border-line !bg-surface !text-ink !font-sans" }}
      offset={{ bottom: 24 }}
      mobileOffset={{ bottom: 72 }}
    />
  );
}
