import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const tones = {
  neutral: ["border-line bg-surface", "text-muted", Info],
  success: ["border-success/30 bg-success-soft", "text-success", CircleCheck],
  warning: ["border-warning/30 bg-warning-soft", "text-warning", TriangleAlert],
  danger: ["border-danger/30 bg-danger-soft", "text-danger", CircleAlert],
} as const;

export interface NoticeProps {
  title: string;
  tone?: keyof typeof tones;
  children?: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
}

/** Something about this page that a person should know, with what they can do. */
export function Notice({ title, tone = "neutral", children, action }: NoticeProps) {
  const [box, ink, Icon] = tones[tone];
  return (
    <div className={classNames("flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border px-4 py-3", box)}>
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Icon size={18} className={classNames("mt-px shrink-0", ink)} aria-hidden="true" />
        <div className="grid min-w-0 gap-0.5">
          <p className="font-medium">{title}</p>
          {children && <div className="text-[13px] text-muted">{children}</div>}
        </div>
      </div>
      {action}
    </div>
  );
}
