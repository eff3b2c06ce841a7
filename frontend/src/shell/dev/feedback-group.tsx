import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Meter } from "@lumiku/ui/meter";
import { Notice } from "@lumiku/ui/notice";
import { ProgressBar } from "@lumiku/ui/progress";
import { ProgressRing } from "@lumiku/ui/ring";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Images } from "lucide-react";
import { toast } from "sonner";
import { Group, Line, Specimen } from "./specimen";

export function FeedbackGroup() {
  return (
    <Group title="Feedback">
      <Specimen name="Notice">
        <Notice title="Your quota resets tomorrow" />
        <Notice tone="success" title="The payment has arrived">
          500 credits are on your account.
        </Notice>
        <Notice tone="warning" title="This is test money" action={<Button size="small">What is that?</Button>} />
        <Notice tone="danger" title="The picture could not be made">
          Nothing was charged. Try again, or take another model.
        </Notice>
      </Specimen>
      <Specimen name="Progress, ring, meter, skeleton">
        <ProgressBar label="Portrait of Mira" value={62} />
        <Line>
          <ProgressRing label="Just begun" value={0} />
          <ProgressRing label="Portrait of Jonas" value={62} />
          <ProgressRing label="Portrait of Aiko" value={100} size={56} />
          <ProgressRing label="Portrait of Lena" value={35} size={18} />
        </Line>
        <Meter label="Quota" value={38} max={50} text="38 of 50" />
        <Meter label="Storage" value={48} max={50} text="48 of 50 GB" tone="warning" />
        <div className="grid grid-cols-3 gap-3">
          <Skeleton className="aspect-square" />
          <Skeleton className="aspect-square" />
          <Skeleton className="aspect-square" />
        </div>
      </Specimen>
      <Specimen name="Toast">
        <Line>
          <Button onClick={() => toast("Removed from your work", { action: { label: "Undo", onClick: () => {} } })}>
            With undo
          </Button>
          <Button
            onClick={() => toast.success("Your avatar is ready", { description: "Portrait of Mira, 4 pictures" })}
          >
            Success
          </Button>
          <Button onClick={() => toast.error("The link could not be copied")}>Error</Button>
        </Line>
      </Specimen>
      <Specimen name="Empty state">
        <EmptyState
          icon={<Images size={22} />}
          title="Nothing here yet"
          action={<Button look="primary">Make the first</Button>}
        >
          What you make in any app is kept here.
        </EmptyState>
      </Specimen>
    </Group>
  );
}
