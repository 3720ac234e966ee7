import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  filesOfDisk,
  moduleFolders,
  readModule,
  terraformFolder,
} from '../../scripts/terraform/read-module.ts';
import { checkout } from '../builders/run-cdp.ts';
import { findingsOf } from './checks/all.ts';
import { functionsOf } from './checks/identities.ts';
import { type Deployment, deploymentOf, ofType, textAt, withChange } from './deployment.ts';
import { faults } from './faults.ts';

const project = { project_id: 'shop-cdp-test' };
const monitored = { ...project, telemetry_endpoint: 'https://telemetry.googleapis.com' };
const everything = {
  ...monitored,
  billing_account: '012345-678901-ABCDEF',
  monthly_budget: 500,
  alert_emails: ['on-call@example.com'],
  profile_readers: ['serviceAccount:site@shop-cdp-test.iam.gserviceaccount.com'],
};

describe('nothing is wrong with', () => {
  test.each([
    ['the composed stages', '.', project],
    [
      'the separate stages',
      '.',
      { ...everything, stages: 'separate', message_regions: ['us-central1'] },
    ],
    ['a key of one’s own', '.', { ...everything, cmek: true }],
    ['the smallest example', 'examples/minimal', project],
    ['the production example', 'examples/production', everything],
  ])('%s', async (_, folder, inputs) => {
    expect(findingsOf(await deploymentOf(folder, inputs))).toEqual([]);
  });
});

describe('it is noticed:', () => {
  test.each(faults.map((fault) => [fault.mistake, fault] as const))('%s', async (_, fault) => {
    const files = withChange(fault.file, fault.from, fault.to);
    const findings = findingsOf(await deploymentOf('.', monitored, files));
    expect(findings.map(({ rule, at }) => `${rule} ${at}`)).toContain(`${fault.rule} ${fault.at}`);
  });
});

test('an audience with a schedule of its own is asked for by a job of its own', async () => {
  const audience_schedules = { audience_vip: '0 6 * * *' };
  const deployment = await deploymentOf('.', { ...project, audience_schedules });
  expect(findingsOf(deployment)).toEqual([]);
  const jobs = ofType(deployment, 'google_cloud_scheduler_job').map(({ values }) => values);
  const job = jobs.find((values) => textAt(values, 'name') === 'tributary-export-audience-vip');
  expect(textAt(job ?? {}, 'schedule')).toBe('0 6 * * *');
});

test('every function of the code is deployed, in one way of deployment or the other, and nothing else', async () => {
  const names = new Set<string>();
  for (const stages of ['composed', 'separate']) {
    for (const { name } of functionsOf(await deploymentOf('.', { ...project, stages })))
      names.add(name);
  }
  const folders = readdirSync(join(checkout, 'functions')).filter((name) =>
    filesOfDisk.list(join(checkout, 'functions', name)).includes('index.ts'),
  );
  expect([...names].sort()).toEqual(folders.sort());
});

test('a secret reaches the functions that it is for, and no other', async () => {
  const secrets = { CRM_SECRET: ['pipeline'], WEB_WRITE_KEY: ['collect', 'pipeline'] };
  const deployment = await deploymentOf('.', { ...project, secrets });
  expect(secretsOf(deployment)).toEqual({
    collect: ['WEB_WRITE_KEY=web-write-key'],
    pipeline: ['CRM_SECRET=crm-secret', 'WEB_WRITE_KEY=web-write-key'],
  });
  const readers = ofType(deployment, 'google_secret_manager_secret_iam_member').map(
    ({ values }) => `${textAt(values, 'secret_id')} ${textAt(values, 'member')}`,
  );
  expect(readers.sort()).toEqual([
    `crm-secret ${account('pipeline[0]')}`,
    `web-write-key ${account('collect')}`,
    `web-write-key ${account('pipeline[0]')}`,
  ]);
});

const account = (module: string): string =>
  `\${module.${module}.google_service_account.function.member}`;

const secretsOf = (deployment: Deployment): Record<string, string[]> =>
  Object.fromEntries(
    ofType(deployment, 'google_cloudfunctions2_function').flatMap(({ values }) => {
      const [config] = values['service_config'] as [
        { secret_environment_variables: Record<string, string>[] },
      ];
      const secrets = config.secret_environment_variables.map(
        ({ key, secret }) => `${key}=${secret}`,
      );
      return secrets.length > 0 ? [[textAt(values, 'name'), secrets.sort()]] : [];
    }),
  );

describe('a variable that can not be right is refused, with what to do:', () => {
  test.each([
    [
      'a project by its number',
      { project_id: '123456789' },
      'project_id: A project id has 6 to 30',
    ],
    ['a zone for a region', { region: 'us-central1-a' }, 'region: Give a region'],
    ['stages by another name', { stages: 'both' }, 'stages: Either "composed" or "separate"'],
    [
      'everybody as a reader of profiles',
      { profile_readers: ['allUsers'] },
      'profile_readers: Profiles are personal data',
    ],
    [
      'more requests at once than there can be',
      { sizes: { collect: { concurrency: 2000 } } },
      'sizes: An instance takes 1 to 1000',
    ],
    [
      'more instances at least than at most',
      { sizes: { merge: { min_instances: 5, max_instances: 2 } } },
      'sizes: min_instances is more',
    ],
    [
      'memory without its unit',
      { sizes: { merge: { memory: '512' } } },
      'sizes: Memory is given like',
    ],
    [
      'half a CPU for many requests',
      { sizes: { profiles: { cpu: '0.5' } } },
      'size: An instance of less than one CPU',
    ],
    [
      'a schedule of six fields',
      { export_schedule: '0 0 * * * *' },
      'export_schedule: Five fields',
    ],
    ['a perfect promise', { objectives: { backlog_goal: 1 } }, 'objectives: A goal is a share'],
    [
      'an archive shorter than the topic',
      { archive_retention_days: 3 },
      'archive_retention_days: The archive has to reach',
    ],
    [
      'a key in one region and data in others',
      { cmek: true, firestore_location: 'nam5' },
      'cmek: A key encrypts in its own region',
    ],
    ['a label in capitals', { labels: { Team: 'data' } }, 'labels: Labels have lower-case letters'],
    [
      'a collector with a path',
      { telemetry_endpoint: 'https://collector.example/v1/traces' },
      'telemetry_endpoint: Give scheme and host alone',
    ],
    ['a budget of nothing', { monthly_budget: 0 }, 'monthly_budget: A whole amount'],
  ])('%s', async (_, inputs, message) => {
    const { refused } = await deploymentOf('.', { ...project, ...inputs });
    expect(refused.join('\n')).toContain(message);
  });
});

test.each(['composed', 'separate'])(
  'functions that commit have a heap for what is on its way, or the one that is given: %s',
  async (stages) => {
    const optionsOf = async (inputs: object) => {
      const deployment = await deploymentOf('.', { ...project, stages, ...inputs });
      const functions = ofType(deployment, 'google_cloudfunctions2_function').map(
        ({ values }): [string, string] => [
          textAt(values, 'name'),
          textAt(values, 'service_config', 'environment_variables', 'NODE_OPTIONS'),
        ],
      );
      return Object.fromEntries(functions.filter(([, options]) => options !== ''));
    };
    const committing = stages === 'composed' ? 'pipeline' : 'merge';
    expect(await optionsOf({})).toEqual({ [committing]: '--max-semi-space-size=64' });
    const given = { environment_variables: { NODE_OPTIONS: '--max-semi-space-size=16' } };
    expect((await optionsOf(given))[committing]).toBe('--max-semi-space-size=16');
  },
);

test('every function may send its telemetry where the deployment says, and nowhere where it says nothing', async () => {
  const endpointsOf = async (inputs: object) => {
    const deployment = await deploymentOf('.', { ...project, ...inputs });
    expect(findingsOf(deployment)).toEqual([]);
    const roles = ofType(deployment, 'google_project_iam_member')
      .map(({ values }) => textAt(values, 'role'))
      .filter((role) => role.startsWith('roles/telemetry.'));
    const endpoints = ofType(deployment, 'google_cloudfunctions2_function').map(({ values }) =>
      textAt(values, 'service_config', 'environment_variables', 'OTEL_EXPORTER_OTLP_ENDPOINT'),
    );
    return { functions: endpoints.length, endpoints: [...new Set(endpoints)], roles: roles.length };
  };
  const google = monitored.telemetry_endpoint;
  const sent = await endpointsOf(monitored);
  expect(sent).toEqual({ ...sent, endpoints: [google], roles: sent.functions * 2 });
  const collector = 'http://collector.internal:4318';
  expect(await endpointsOf({ telemetry_endpoint: collector })).toMatchObject({
    endpoints: [collector],
    roles: 0,
  });
  expect(await endpointsOf({})).toMatchObject({ endpoints: [''], roles: 0 });
});

test('a secret for every function reaches each of them', async () => {
  const deployment = await deploymentOf('.', { ...project, secrets: { CDP_PII_PEPPER: ['*'] } });
  const names = functionsOf(deployment).map(({ name }) => name);
  expect(Object.keys(secretsOf(deployment)).sort()).toEqual(names.sort());
});

test('every variable says what it is and of what type, and is used; so is every output described', async () => {
  for (const folder of moduleFolders) {
    const module = await readModule(folder, filesOfDisk);
    const text = filesOfDisk
      .list(folder)
      .filter((name) => name.endsWith('.tf'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    for (const { name, body } of module.variables) {
      expect(body, `${folder} ${name}`).toMatchObject({
        description: expect.any(String),
        type: expect.any(String),
      });
      expect(text, name).toMatch(new RegExp(`(?<!condition .*)var\\.${name}\\b`));
    }
    for (const { name, body } of module.outputs) {
      expect(body, `${folder} ${name}`).toMatchObject({ description: expect.any(String) });
    }
  }
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;
if (!hasTerraform) {
  console.warn(
    'terraform is not installed: whether terraform/ is formatted as it wants is NOT checked.',
  );
}

test.skipIf(!hasTerraform)('the files are formatted as terraform fmt would', () => {
  const { status, stdout } = spawnSync(
    'terraform',
    ['fmt', '-check', '-recursive', terraformFolder],
    { encoding: 'utf8' },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
