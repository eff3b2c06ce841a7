import type { Notification } from "@lumiku/contracts/notifications";

export interface NotificationGroup {
  title: "Today" | "Earlier";
  items: Notification[];
}

/** Today's apart from the others, by the calendar of whoever reads. A group without any is left out. */
export function byDay(items: readonly Notification[], now = new Date()): NotificationGroup[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const isToday = ({ createdAt }: Notification) => Date.parse(createdAt) >= midnight;
  const groups: NotificationGroup[] = [
    { title: "Today", items: items.filter(isToday) },
    { title: "Earlier", items: items.filter((item) => !isToday(item)) },
  ];
  return groups.filter((group) => group.items.length > 0);
}
