import type { OperationsPerEvent } from './measure-operations.ts';
import { prices } from './prices.ts';

/** What there is to do. */
export interface Workload {
  eventsPerSecond: number;
  profiles: number;
  operations: OperationsPerEvent;
  /** Milliseconds of CPU for an event. */
  cpuMs: number;
}

/** What does it: as Terraform would deploy it. */
export interface Deployed {
  stages: 'composed' | 'separate';
  functions: readonly DeployedFunction[];
  subscriptions: readonly { topic: string; delivery: string; function: string }[];
  scheduledJobs: number;
  exportsPerMonth: number;
  eventRetentionDays: number;
  snapshotRetentionDays: number;
  /** The part of the successful requests that is logged. */
  requestLogShare: number;
}

export interface DeployedFunction {
  name: string;
  cpu: number;
  memoryGib: number;
  concurrency: number;
  minInstances: number;
}

/** A line of the bill. */
export interface CostLine {
  service: string;
  item: string;
  quantity: number;
  unit: string;
  /** US dollars a month. */
  cost: number;
}

export const secondsPerMonth = 30 * 86_400;
const [gib, tib] = [2 ** 30, 2 ** 40];

/** What is not measured but taken: each is a place to put in one's own figure. */
const assumptions = {
  /** Seconds that a request of collect takes: Pub/Sub's answer, and the 5 ms in which messages are gathered. */
  collectSeconds: 0.03,
  /** Seconds that a request of a stage takes: a transaction and what is published after it. */
  stageSeconds: 0.15,
  /** Milliseconds of CPU for a message, besides that of its events: HTTP, and the clients of Firestore and Pub/Sub. */
  messageCpuMs: 1.5,
  /** How busy a CPU may be before Cloud Run starts another instance. */
  utilisation: 0.6,
  /** Bytes of a request log entry of Cloud Run. */
  requestLogBytes: 1000,
} as const;

/** What flows over a topic for one event: messages, and bytes. */
interface Flow {
  messages: number;
  bytes: number;
}

function flowsOf({ operations }: Workload): Readonly<Record<string, Flow>> {
  const messages = 1 / operations.eventsPerMessage;
  return {
    events: { messages, bytes: operations.eventBytes },
    'events-validated': { messages, bytes: operations.validatedBytes },
    'events-enriched': { messages, bytes: operations.enrichedBytes },
    outcomes: operations.outcomes,
    'profile-changes': operations.changes,
  };
}

/** A message is billed as some bytes at least. */
export const billedBytes = ({ messages, bytes }: Flow): number =>
  Math.max(bytes, messages * prices.pubsub.leastBytes);

/** The bill of a month, by list prices. */
export function monthlyCost(workload: Workload, deployed: Deployed): CostLine[] {
  return [
    ...pubsub(workload, deployed),
    ...functions(workload, deployed),
    ...firestore(workload, deployed),
    ...storage(workload, deployed),
    line('Cloud Scheduler', 'jobs', deployed.scheduledJobs, '', prices.scheduler.job),
  ].filter(({ cost }) => cost > 0);
}

export const totalOf = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { cost }) => sum + cost, 0);

const line = (
  service: string,
  item: string,
  quantity: number,
  unit: string,
  price: number,
): CostLine => ({ service, item, quantity, unit, cost: quantity * price });

const isUsed = (topic: string, { stages }: Deployed): boolean =>
  stages === 'separate' || (topic !== 'events-validated' && topic !== 'events-enriched');

function pubsub(workload: Workload, deployed: Deployed): CostLine[] {
  const events = workload.eventsPerSecond * secondsPerMonth;
  const flows = Object.entries(flowsOf(workload)).filter(([topic]) => isUsed(topic, deployed));
  const published = sum(flows.map(([, flow]) => billedBytes(flow)));
  const delivered = (delivery: string) =>
    sum(
      flows.map(([topic, flow]) => {
        const of = deployed.subscriptions.filter((subscription) => subscription.topic === topic);
        return (
          of.filter((subscription) => subscription.delivery === delivery).length * billedBytes(flow)
        );
      }),
    );
  const kept =
    workload.operations.eventBytes *
    workload.eventsPerSecond *
    deployed.eventRetentionDays *
    86_400;
  const { tib: price, tibToStorage, retainedGib } = prices.pubsub;
  return [
    line('Pub/Sub', 'published', (events * published) / tib, 'TiB', price),
    line('Pub/Sub', 'pushed', (events * delivered('push')) / tib, 'TiB', price),
    line(
      'Pub/Sub',
      'written to the archive',
      (events * delivered('storage')) / tib,
      'TiB',
      tibToStorage,
    ),
    line('Pub/Sub', 'kept for a replay', kept / gib, 'GiB', retainedGib),
  ];
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Requests a second of a function, and what each costs of time and CPU. */
export interface Load {
  requests: number;
  seconds: number;
  cpuSeconds: number;
}

const noLoad: Load = { requests: 0, seconds: 0, cpuSeconds: 0 };

/** The functions that every event passes. */
export function loadsOf(workload: Workload, { subscriptions }: Deployed): Map<string, Load> {
  const { eventsPerSecond, cpuMs } = workload;
  const { collectSeconds, stageSeconds, messageCpuMs } = assumptions;
  const flows = flowsOf(workload);
  const messages = eventsPerSecond / workload.operations.eventsPerMessage;
  const perMessage = messageCpuMs / 1000;
  const loads = new Map<string, Load>([
    ['collect', { requests: messages, seconds: collectSeconds, cpuSeconds: messages * perMessage }],
  ]);
  for (const { topic, delivery, function: name } of subscriptions) {
    const flow = flows[topic];
    if (delivery !== 'push' || flow === undefined) continue;
    const requests = eventsPerSecond * flow.messages;
    // The CPU of an event is the stages' together; where they are separate, each is taken to need all of it, which is too much.
    const cpuSeconds = requests * perMessage + (eventsPerSecond * cpuMs) / 1000;
    loads.set(name, { requests, seconds: stageSeconds, cpuSeconds });
  }
  return loads;
}

/**
 * Instances that are at work, on average: at a low rate, the part of the time in which there is a request at all; at a high one, what CPU or
 * concurrency asks for.
 */
export function instancesOf(load: Load, { cpu, concurrency }: DeployedFunction): number {
  const inFlight = load.requests * load.seconds;
  return Math.max(
    1 - Math.exp(-inFlight),
    inFlight / concurrency,
    load.cpuSeconds / (cpu * assumptions.utilisation),
  );
}

function functions(workload: Workload, deployed: Deployed): CostLine[] {
  const { run } = prices;
  const loads = loadsOf(workload, deployed);
  return deployed.functions.flatMap((deployedFunction) => {
    const { name, cpu, memoryGib, minInstances } = deployedFunction;
    const load = loads.get(name) ?? noLoad;
    const busy = instancesOf(load, deployedFunction);
    const idle = Math.max(0, minInstances - busy);
    const perSecond = cpu * run.vcpuSecond + memoryGib * run.gibSecond;
    const perIdleSecond = cpu * run.idleVcpuSecond + memoryGib * run.gibSecond;
    const requests = load.requests * secondsPerMonth;
    const logged = (requests * deployed.requestLogShare * assumptions.requestLogBytes) / gib;
    return [
      line('Cloud Run', `${name}: requests`, requests, '', run.requests),
      line('Cloud Run', `${name}: instances at work`, busy, '', perSecond * secondsPerMonth),
      line('Cloud Run', `${name}: instances kept warm`, idle, '', perIdleSecond * secondsPerMonth),
      line('Cloud Logging', `${name}: request logs`, logged, 'GiB', prices.logging.gib),
    ];
  });
}

function firestore(
  { eventsPerSecond, profiles, operations }: Workload,
  deployed: Deployed,
): CostLine[] {
  const events = eventsPerSecond * secondsPerMonth;
  const price = prices.firestore;
  return [
    line('Firestore', 'reads', events * operations.reads, '', price.read),
    line('Firestore', 'writes', events * operations.writes, '', price.write),
    line('Firestore', 'deletes', events * operations.deletes, '', price.delete),
    line('Firestore', 'reads of exports', profiles * deployed.exportsPerMonth, '', price.read),
    line(
      'Firestore',
      'profiles',
      (profiles * operations.profileBytes) / gib,
      'GiB',
      price.gibMonth,
    ),
  ];
}

function storage(
  { eventsPerSecond, profiles, operations }: Workload,
  deployed: Deployed,
): CostLine[] {
  const { standardGibMonth, nearlineGibMonth, coldlineGibMonth } = prices.storage;
  const monthly =
    (eventsPerSecond * secondsPerMonth * (operations.eventBytes + operations.outcomes.bytes)) / gib;
  // As the lifecycle of the bucket has it: a month, three, and the rest of 400 days.
  const aged = standardGibMonth + 3 * nearlineGibMonth + 9.3 * coldlineGibMonth;
  const snapshots = (profiles * operations.rowBytes * deployed.snapshotRetentionDays) / gib;
  return [
    line('Cloud Storage', 'the archive, once it is full', monthly, 'GiB a month', aged),
    line('BigQuery', 'snapshots', snapshots, 'GiB', prices.bigquery.gibMonth),
  ];
}
