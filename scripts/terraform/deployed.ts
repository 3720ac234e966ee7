import type { Deployed } from '../scaling/monthly-cost.ts';
import type { Expansion, Instance } from './expand.ts';
import { isList, isObject, type Value, type ValueObject } from './value.ts';

/** What of an expansion costs money by use. */
export function deployedBy({ instances }: Expansion): Deployed {
  const values = (type: string) =>
    instances.filter((one) => one.type === type).map((one) => one.values);
  const subscriptions = values('google_pubsub_subscription').map(subscriptionOf);
  const jobs = values('google_cloud_scheduler_job');
  const exports = jobs.find(({ name }) => name === 'tributary-export');
  const events = values('google_pubsub_topic').find(({ name }) => name === 'events');
  const profiles = values('google_bigquery_table').find(({ table_id: id }) => id === 'profiles');
  return {
    stages: subscriptions.some(({ function: name }) => name === 'pipeline')
      ? 'composed'
      : 'separate',
    functions: values('google_cloudfunctions2_function').map(functionOf),
    subscriptions,
    scheduledJobs: jobs.length,
    exportsPerMonth: runsPerMonth(String(exports?.['schedule'])),
    eventRetentionDays:
      Number.parseInt(String(events?.['message_retention_duration']), 10) / 86_400,
    snapshotRetentionDays:
      Number(first(profiles?.['time_partitioning'])['expiration_ms']) / 86_400_000,
    requestLogShare: requestLogShareOf(values('google_logging_project_exclusion')),
  };
}

const first = (value: Value | undefined): ValueObject => {
  const block = isList(value) ? value[0] : undefined;
  return isObject(block) ? block : {};
};

function subscriptionOf(values: ValueObject): Deployed['subscriptions'][number] {
  const endpoint = String(first(values['push_config'])['push_endpoint'] ?? '');
  const isStored = first(values['cloud_storage_config'])['bucket'] !== undefined;
  return {
    topic: /topic\["(.+?)"\]/.exec(String(values['topic']))?.[1] ?? '',
    delivery: endpoint !== '' ? 'push' : isStored ? 'storage' : 'pull',
    function: /module\.([\w-]+)[^.]*\.google_cloudfunctions2_function/.exec(endpoint)?.[1] ?? '',
  };
}

function functionOf({ name, service_config: config }: ValueObject): Deployed['functions'][number] {
  const settings = first(config);
  const memory = String(settings['available_memory']);
  return {
    name: String(name),
    cpu: Number(settings['available_cpu']),
    memoryGib: Number.parseInt(memory, 10) / (memory.endsWith('Mi') ? 1024 : 1),
    concurrency: Number(settings['max_instance_request_concurrency']),
    minInstances: Number(settings['min_instance_count']),
  };
}

/** Of `0 * * * *` and its like: minutes, hours and days of the month, of the week not. */
export function runsPerMonth(schedule: string): number {
  const [minute = '', hour = '', day = ''] = schedule.split(' ');
  return timesOf(minute, 60) * timesOf(hour, 24) * timesOf(day, 30);
}

function timesOf(field: string, all: number): number {
  if (field === '*') return all;
  const step = /^\*\/(\d+)$/.exec(field)?.[1];
  return step === undefined ? field.split(',').length : all / Number(step);
}

const requestLogShareOf = ([exclusion]: readonly ValueObject[]): number => {
  const excluded = /sample\(insertId, ([\d.]+)\)/.exec(String(exclusion?.['filter']))?.[1];
  return excluded === undefined ? 1 : 1 - Number(excluded);
};

/** How many there are of each type, most first. */
export function countByType(instances: readonly Instance[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of instances) {
    if (!type.startsWith('data.')) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
