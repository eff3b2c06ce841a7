import { Card } from "@lumiku/ui/card";
import { Sparkline } from "@lumiku/ui/sparkline";
import { StatCard } from "@lumiku/ui/stat-card";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { UserAvatar } from "@lumiku/ui/user-avatar";
import { samplePictures } from "./sample-pictures";
import { Group, Line, Specimen } from "./specimen";

const uses = [
  ["Avatar, 2 pictures", "3 Nov", "−16"],
  ["Pack of 500 credits", "1 Nov", "+500"],
  ["Vector from a photo", "28 Oct", "−4"],
] as const;

export function NumbersGroup() {
  return (
    <Group title="Numbers and lists">
      <Specimen name="Stat card and sparkline">
        <dl className="grid grid-cols-2 gap-3">
          <StatCard label="Pictures this month" value="1,284" note="+18 % on October" />
          <StatCard
            label="Success rate"
            value="98.6 %"
            note={<Sparkline label="Success rate, 30 days" values={[96, 97, 94, 98, 98.6]} />}
          />
        </dl>
        <Sparkline label="Pictures a day" values={[3, 8, 5, 12, 9, 14, 11, 18, 16, 22, 19, 24]} />
        <Sparkline label="Pictures a day, an even week" values={[4, 4, 4, 4]} />
      </Specimen>
      <Specimen name="Table">
        <Table caption="What credits went to">
          <thead>
            <tr>
              <HeadCell>What</HeadCell>
              <HeadCell isWideOnly>When</HeadCell>
              <HeadCell align="right">Credits</HeadCell>
            </tr>
          </thead>
          <tbody>
            {uses.map(([what, when, change]) => (
              <Row key={what}>
                <Cell>{what}</Cell>
                <Cell isWideOnly>{when}</Cell>
                <Cell align="right">{change}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </Specimen>
      <Specimen name="Card">
        <Card title="Popular models" action={<span className="text-faint text-xs">30 days</span>}>
          <p className="text-muted">Illustrated, 214 pictures</p>
        </Card>
        <Card>Without a title.</Card>
      </Specimen>
      <Specimen name="Avatar">
        <Line>
          <UserAvatar name="Mira Okafor" image={samplePictures[0]?.src ?? null} size={48} />
          <UserAvatar name="Mira Okafor" size={40} />
          <UserAvatar name="Jonas Lindqvist" />
          <UserAvatar name="Aiko" />
          <UserAvatar name="Lena van der Berg" size={24} />
          <UserAvatar name="Gone" image="data:image/png,gone" />
        </Line>
      </Specimen>
    </Group>
  );
}
