/** For `lazy`: nobody needs toasts before something has happened. */
export { Toaster as default } from "@lumiku/ui/toaster";
