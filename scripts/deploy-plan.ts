/**
 * `npm run deploy:plan`: what a deployment would create, what it needs from you, the commands, and what it would cost a month; nothing is
 * asked of Google Cloud. Options: see the usage below.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grouped, print, printJson, table } from '../shared/cli/terminal.ts';
import { type DeploymentPlan, planDeployment } from './terraform/plan-deployment.ts';

const usage = `Usage: npm run deploy:plan -- [--example minimal|production] [--project ID] [--config FILE]
       [--events-per-second N, default 10] [--profiles N, default 10,000 for each event a second] [--json]`;

class UsageError extends Error {}

function readOptions() {
  const { values } = parseArgs({
    options: {
      example: { type: 'string', default: 'minimal' },
      project: { type: 'string', default: 'your-project-id' },
      config: {
        type: 'string',
        default: fileURLToPath(new URL('../cdp.config.ts', import.meta.url)),
      },
      'events-per-second': { type: 'string', default: '10' },
      profiles: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { example, config } = values;
  if (example !== 'minimal' && example !== 'production')
    throw new UsageError('--example is minimal or production.');
  if (!existsSync(config)) throw new UsageError(`There is no configuration at ${config}.`);
  const eventsPerSecond = positive('--events-per-second', values['events-per-second']);
  const profiles =
    values.profiles === undefined
      ? 10_000 * eventsPerSecond
      : positive('--profiles', values.profiles);
  return { ...values, example, eventsPerSecond, profiles } as const;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value)))
    throw new UsageError(`${option} is a number above 0, not ${text}.`);
  return value;
}

function tell(plan: DeploymentPlan): void {
  const section = (title: string) => print(`\n${title}\n`);
  print(
    `A deployment like terraform/examples/${plan.example} in ${plan.project}, its stages ${plan.stages}.`,
  );
  section('Created');
  print(
    table(
      ['resource', 'how many'],
      plan.resources.map(({ type, count }) => [type, count]),
    ),
  );
  section('Functions');
  print(
    table(
      ['function', 'fed by', 'publishes on', 'roles', 'instances'],
      plan.functions.map(({ name, fedBy, publishes, roles, instances }) => [
        name,
        fedBy.join(' '),
        publishes.join(' '),
        roles.join(' '),
        instances,
      ]),
    ),
  );
  section('APIs that Terraform enables');
  print(plan.apis.join('\n'));
  section('Variables to give');
  print(
    table(
      ['variable', 'what it is'],
      plan.variables.map(({ name, description }) => [name, description]),
    ),
  );
  section('Secrets to fill');
  print(
    table(
      ['environment variable', 'secret', ''],
      plan.secrets.map(({ variable, secret, isDeployed }) => [
        variable,
        secret,
        isDeployed
          ? ''
          : 'the configuration reads it and no function gets it: add it to "secrets" of the module',
      ]),
    ),
  );
  section('Commands');
  print(plan.commands.join('\n'));
  section(
    `Estimate for ${grouped(plan.workload.eventsPerSecond)} events/s and ${grouped(plan.workload.profiles)} profiles, list prices, US dollars a month`,
  );
  print(
    table(
      ['service', 'item', 'dollars'],
      plan.costs.map(({ service, item, cost }) => [service, item, cost.toFixed(2).padStart(10)]),
    ),
  );
  print(
    `\n${plan.total.toFixed(2)} in all; how that is reckoned, and what is taken for granted: docs/scaling.md`,
  );
}

try {
  const { json, ...options } = readOptions();
  const plan = await planDeployment({
    ...options,
    config: readFileSync(join(options.config), 'utf8'),
  });
  if (json) printJson(plan);
  else tell(plan);
} catch (error) {
  const isUsage =
    error instanceof UsageError ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  console.error(error instanceof Error ? error.message : error);
  if (isUsage) console.error(usage);
  process.exitCode = isUsage ? 2 : 1;
}
