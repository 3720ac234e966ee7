import { type Measured, typical } from './measured.ts';
import {
  type Deployed,
  instancesOf,
  loadsOf,
  monthlyCost,
  secondsPerMonth,
  totalOf,
  type Workload,
} from './monthly-cost.ts';

/** The steps that docs/scaling.md goes through, and how often profiles are exported at each. */
const steps = [
  { eventsPerSecond: 10, profiles: 100_000, exportsPerMonth: 720 },
  { eventsPerSecond: 100, profiles: 1_000_000, exportsPerMonth: 720 },
  { eventsPerSecond: 1_000, profiles: 10_000_000, exportsPerMonth: 30 },
  { eventsPerSecond: 10_000, profiles: 100_000_000, exportsPerMonth: 30 },
  { eventsPerSecond: 100_000, profiles: 1_000_000_000, exportsPerMonth: 30 },
] as const;

/** Profiles that one export reads in a second: what was measured on the emulator. */
const scannedPerSecond = 11_000;

/** By name, the tables that docs/scaling.md holds, in Markdown. */
export function scalingTables(measured: Measured, deployed: Deployed): Record<string, string> {
  return {
    operations: operationsTable(measured),
    cost: costTable(measured, deployed),
    capacity: capacityTable(measured, deployed),
    batching: batchingTable(measured, deployed),
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const short = (value: number): string => (value >= 10 ? whole(value) : value.toFixed(2));

function markdown(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(heading),
    line(heading.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

const operationsTable = ({ operations }: Measured): string =>
  markdown(
    ['for one event', ...operations.map(({ batch }) => `SDK sends up to ${batch}`)],
    [
      ['events in a message', ...operations.map((one) => one.eventsPerMessage.toFixed(2))],
      ['documents read', ...operations.map(({ reads }) => reads.toFixed(3))],
      ['documents written', ...operations.map(({ writes }) => writes.toFixed(3))],
      ['documents deleted', ...operations.map(({ deletes }) => deletes.toFixed(3))],
      ['bytes sent', ...operations.map((one) => whole(one.eventBytes))],
      ['bytes of outcomes', ...operations.map(({ outcomes }) => whole(outcomes.bytes))],
      ['bytes of profile changes', ...operations.map(({ changes }) => whole(changes.bytes))],
      ['bytes of a profile, after a month', ...operations.map((one) => whole(one.profileBytes))],
    ],
  );

const services = [
  'Pub/Sub',
  'Cloud Run',
  'Firestore',
  'Cloud Storage',
  'BigQuery',
  'Cloud Logging',
] as const;

const workloadOf = (
  measured: Measured,
  { eventsPerSecond, profiles }: { eventsPerSecond: number; profiles: number },
): Workload => ({
  eventsPerSecond,
  profiles,
  operations: typical(measured),
  cpuMs: measured.cpuMs,
});

function costTable(measured: Measured, deployed: Deployed): string {
  const bills = steps.map((step) => {
    const lines = monthlyCost(workloadOf(measured, step), {
      ...deployed,
      exportsPerMonth: step.exportsPerMonth,
    });
    return { step, lines, total: totalOf(lines) };
  });
  const rows = services.map((service) => [
    service,
    ...bills.map(({ lines }) => whole(totalOf(lines.filter((line) => line.service === service)))),
  ]);
  return markdown(
    ['US dollars a month', ...steps.map(({ eventsPerSecond }) => `${whole(eventsPerSecond)}/s`)],
    [
      ['profiles', ...steps.map(({ profiles }) => whole(profiles))],
      ['exports a month', ...steps.map((step) => whole(step.exportsPerMonth))],
      ...rows,
      ['**all**', ...bills.map(({ total }) => `**${whole(total)}**`)],
      [
        'for a million events',
        ...bills.map(({ step, total }) =>
          short(total / ((step.eventsPerSecond * secondsPerMonth) / 1_000_000)),
        ),
      ],
    ],
  );
}

function capacityTable(measured: Measured, deployed: Deployed): string {
  const columns = steps.map((step) => {
    const workload = workloadOf(measured, step);
    const { operations } = workload;
    const loads = loadsOf(workload, deployed);
    const instances = (name: string) => {
      const [load, size] = [loads.get(name), deployed.functions.find((one) => one.name === name)];
      return load === undefined || size === undefined ? '' : short(instancesOf(load, size));
    };
    const writes = step.eventsPerSecond * operations.writes;
    return [
      whole(step.eventsPerSecond / operations.eventsPerMessage),
      instances('collect'),
      instances('pipeline'),
      whole(step.eventsPerSecond * operations.reads),
      whole(writes),
      rampMinutes(writes),
      short((step.profiles * operations.profileBytes) / 2 ** 30),
      short(step.profiles / scannedPerSecond / 60),
    ];
  });
  const names = [
    'messages a second',
    'instances of collect at work',
    'instances of pipeline at work',
    'documents read a second',
    'documents written a second',
    'minutes to ramp up to that, at first',
    'GiB of profiles',
    'minutes of an export',
  ];
  return markdown(
    ['on average', ...steps.map(({ eventsPerSecond }) => `${whole(eventsPerSecond)}/s`)],
    names.map((name, row) => [name, ...columns.map((column) => column[row] ?? '')]),
  );
}

/** Firestore asks to begin a new collection with 500 operations a second, and to add half as many every five minutes. */
const rampMinutes = (writes: number): string =>
  writes <= 500 ? '0' : whole(5 * Math.ceil(Math.log(writes / 500) / Math.log(1.5)));

function batchingTable(measured: Measured, deployed: Deployed): string {
  const step = steps[2];
  const bills = measured.operations.map((operations) =>
    monthlyCost({ ...workloadOf(measured, step), operations }, { ...deployed, exportsPerMonth: 0 }),
  );
  return markdown(
    [
      'US dollars for a million events',
      ...measured.operations.map(({ batch }) => `SDK sends up to ${batch}`),
    ],
    services.map((service) => [
      service,
      ...bills.map((lines) =>
        (
          totalOf(lines.filter((line) => line.service === service)) /
          ((step.eventsPerSecond * secondsPerMonth) / 1_000_000)
        ).toFixed(3),
      ),
    ]),
  );
}

/** The page with its tables as they are now: each stands between `<!-- table NAME -->` and `<!-- end -->`. */
export const withTables = (page: string, tables: Readonly<Record<string, string>>): string =>
  page.replace(
    /<!-- table (\w+) -->\n[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- table ${name} -->\n\n${tables[name] ?? ''}\n\n<!-- end -->`,
  );
