import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../../cdp.config.ts';
import { measureOperations } from '../../scripts/scaling/measure-operations.ts';
import { readMeasured, typical } from '../../scripts/scaling/measured.ts';
import { type Deployed, monthlyCost, totalOf } from '../../scripts/scaling/monthly-cost.ts';
import { runsPerMonth } from '../../scripts/terraform/deployed.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { checkout, collectOutput, type Finished, startScript } from '../builders/run-cdp.ts';

const script = (name: string, ...args: string[]): Promise<Finished> =>
  collectOutput(startScript(`scripts/${name}.ts`, ...args));

const page = (name: string): string => readFileSync(join(checkout, 'docs', name), 'utf8');

describe('what is written is what is reckoned:', () => {
  test('the tables of docs/scaling.md', async () => {
    const { stdout } = await script('scaling', '--json');
    const tables = JSON.parse(stdout) as Record<string, string>;
    const written = [
      ...page('scaling.md').matchAll(/<!-- table (\w+) -->\n\n([\s\S]*?)\n\n<!-- end -->/g),
    ];
    expect(Object.fromEntries(written.map(([, name, table]) => [name, table]))).toEqual(tables);
  });

  test('docs/licences.md, and every licence is one to pass the product on under', async () => {
    const { status, stdout, stderr } = await script('licences');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(`${stdout}`, 'npm run licences -- --write').toBe(page('licences.md'));
  });

  test('the operations for an event, within a sixth, are those that are counted now', async () => {
    const { batch, ...written } = typical(readMeasured());
    const { batch: _, ...counted } = await measureOperations(compileRules(config), batch);
    const flat = ({ outcomes, changes, ...others }: typeof written) => ({
      ...others,
      outcomeBytes: outcomes.bytes,
      changeBytes: changes.bytes,
    });
    const now = Object.entries(flat(counted));
    for (const [name, value] of Object.entries(flat(written))) {
      const found = now.find(([other]) => other === name)?.[1] ?? Number.NaN;
      const hint = `${name}: npm run scaling -- --measure --write`;
      expect(Math.abs(found - value), hint).toBeLessThanOrEqual(value / 6);
    }
  });
});

describe('the bill of a month', () => {
  /** One event a message, one document read and written for each, and nothing else. */
  const operations = {
    ...typical(readMeasured()),
    eventsPerMessage: 1,
    reads: 1,
    writes: 1,
    deletes: 0,
    eventBytes: 500,
    outcomes: { messages: 0, bytes: 0 },
    changes: { messages: 0, bytes: 0 },
    profileBytes: 0,
    rowBytes: 0,
  };
  const deployed: Deployed = {
    stages: 'composed',
    functions: [{ name: 'pipeline', cpu: 1, memoryGib: 1, concurrency: 80, minInstances: 0 }],
    subscriptions: [{ topic: 'events', delivery: 'push', function: 'pipeline' }],
    scheduledJobs: 0,
    exportsPerMonth: 0,
    eventRetentionDays: 0,
    snapshotRetentionDays: 90,
    requestLogShare: 0,
  };
  const million = 1_000_000 / (30 * 86_400);
  const bill = (change: Partial<Deployed> = {}, profiles = 0) =>
    monthlyCost(
      { eventsPerSecond: million, profiles, operations, cpuMs: 1 },
      { ...deployed, ...change },
    );
  const costOf = (service: string, lines = bill()) =>
    totalOf(lines.filter((line) => line.service === service));

  test('of a million events, checked by hand', () => {
    // A message of 500 bytes counts as 1,000: a gigabyte published and one pushed, at $40 a tebibyte.
    expect(costOf('Pub/Sub')).toBeCloseTo((2 * 1e9 * 40) / 2 ** 40, 6);
    // 10 × $0.03 for reads and 10 × $0.09 for writes.
    expect(costOf('Firestore')).toBeCloseTo(1.2, 6);
    const [requests] = bill().filter(({ item }) => item === 'pipeline: requests');
    expect(requests?.cost).toBeCloseTo(0.4, 6);
  });

  test('grows with every export by the reads of every profile', () => {
    expect(costOf('Firestore', bill({ exportsPerMonth: 2 }, 100_000))).toBeCloseTo(
      1.2 + 2 * 0.03,
      6,
    );
  });

  test('counts another subscription as another delivery', () => {
    const archive = { topic: 'events', delivery: 'storage', function: '' };
    const lines = bill({ subscriptions: [...deployed.subscriptions, archive] });
    expect(costOf('Pub/Sub', lines) - costOf('Pub/Sub')).toBeCloseTo((1e9 * 50) / 2 ** 40, 6);
  });

  test.each([
    ['0 * * * *', 720],
    ['* * * * *', 43_200],
    ['0 */6 * * *', 120],
    ['30 3 * * *', 30],
    ['0 6,18 * * *', 60],
  ])('runs %s as often as that', (schedule, runs) => {
    expect(runsPerMonth(schedule)).toBe(runs);
  });
});

describe('npm run deploy:plan', () => {
  test('says what is created, what it needs, the commands, and the cost', async () => {
    const { status, stdout } = await script(
      'deploy-plan',
      '--example',
      'production',
      '--project',
      'shop-cdp-test',
      '--events-per-second',
      '100',
      '--json',
    );
    expect(status).toBe(0);
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({
      project: 'shop-cdp-test',
      stages: 'composed',
      workload: { profiles: 1_000_000 },
    });
    expect(plan.functions).toContainEqual(
      expect.objectContaining({
        name: 'collect',
        fedBy: ['HTTP'],
        publishes: ['events'],
        roles: ['telemetry.metricsWriter', 'telemetry.tracesWriter'],
      }),
    );
    expect(plan.secrets).toContainEqual({
      variable: 'WEB_WRITE_KEY',
      secret: 'web-write-key',
      isDeployed: true,
    });
    expect(plan.apis).toContain('cloudkms.googleapis.com');
    expect(plan.variables.map(({ name }: { name: string }) => name)).toContain('billing_account');
    expect(plan.commands.join('\n')).toMatch(
      /npm run build[\s\S]*terraform init[\s\S]*secrets versions add web-write-key[\s\S]*terraform apply/,
    );
    expect(plan.total).toBeCloseTo(totalOf(plan.costs), 6);
    expect(plan.total).toBeGreaterThan(100);
  });

  test('names a secret that the configuration reads and no function would get', async () => {
    const { stdout } = await script('deploy-plan', '--config', 'examples/privacy/cdp.config.ts');
    expect(stdout).toMatch(
      /CDP_PII_PEPPER +cdp-pii-pepper +the configuration reads it and no function gets it/,
    );
  });

  test.each([
    [['--example', 'large'], '--example is minimal or production.'],
    [['--events-per-second', 'many'], '--events-per-second is a number above 0, not many.'],
    [['--project', 'Shop'], 'project_id: A project id has 6 to 30'],
    [['--apply'], "Unknown option '--apply'"],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await script('deploy-plan', ...args);
    expect(status).toBe(message.startsWith('project_id') ? 1 : 2);
    expect(stderr).toContain(message);
  });
});
