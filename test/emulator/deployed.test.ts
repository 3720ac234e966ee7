import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { usualTargets } from '../../functions/export/targets.ts';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { BigQueryWarehouse } from '../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import type { Stages } from '../../shared/adapters/pubsub/topology.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import { hashOfKey } from '../../shared/domain/source/write-key.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { buildDeployment } from '../builders/built-functions.ts';
import { aSecret } from '../builders/deliveries.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { aMessage } from '../builders/messages.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { type ReceivedRequest, webhookReceiver } from '../builders/webhook-receiver.ts';
import { expectHouseholds, firstPurchases } from '../journeys/purchases.ts';
import { otlpReceiver } from '../telemetry/otlp-receiver.ts';
import { deployed as grocer } from './deployed.config.ts';
import { DeployedProject } from './deployed-project.ts';
import { onEmulators } from './on-emulators.ts';

const lines = 1000;
const rowsPerRequest = 100;
const keys = { transactions: 'key-of-the-tills', web: 'key-of-the-site' };

/** The functions that a message of events goes through. */
const ways = { separate: ['validate', 'enrich', 'merge'], composed: ['pipeline'] } as const;

const itemsOf = <Item>(messages: readonly Message[]): Item[] =>
  messages.flatMap(({ data }) => JSON.parse(Buffer.from(data).toString('utf8')) as Item[]);

async function send(project: DeployedProject, key: string, batch: unknown[]): Promise<void> {
  const response = await fetch(`${project.urls.get('collect')}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: JSON.stringify({ batch }),
  });
  expect([response.status, await response.json()]).toEqual([200, { success: true }]);
}

/** Somebody whose one order was recent a month ago, and is so no more: nobody has looked since. */
async function buyLongAgo(projectId: string): Promise<void> {
  const store = new FirestoreProfileStore({ projectId });
  onTestFinished(() => store.close());
  const then = Date.now() - 31 * 86_400_000;
  const order = { type: 'track', event: 'Order Completed', userId: 'cy', messageId: 'order' };
  const properties = { order_id: 'o1', revenue: 7, currency: 'USD', products: [] };
  const publishTime = new Date(then).toISOString();
  const placed = aMessage({ ...order, properties }, { publishTime });
  const dealt = await pipeline([placed], store, compileRules(grocer), packagedSources, () => then);
  expect(dealt.transitions).toMatchObject([{ type: 'entered', audience: 'recent' }]);
}

/** The project's warehouse, as whoever asks it questions has it. */
function warehouseOf({ plan, cloud, projectId }: DeployedProject): BigQueryWarehouse {
  const { CDP_BUCKET: bucket = '' } =
    plan.functions.find(({ name }) => name === 'export')?.env ?? {};
  const { dataset, location } = plan;
  const endpoints = { apiEndpoint: cloud.origin, storageEndpoint: cloud.origin };
  const warehouse = new BigQueryWarehouse({ projectId, dataset, location, bucket, ...endpoints });
  onTestFinished(() => warehouse.close());
  return warehouse;
}

/** Sends the purchases of a file, and something that is no event, and waits for what becomes of them. */
async function collectAndMerge(project: DeployedProject, file: string): Promise<void> {
  const rows = (await firstPurchases(file, lines)).map((line) => JSON.parse(line));
  for (let from = 0; from < rows.length; from += rowsPerRequest) {
    await send(project, keys.transactions, rows.slice(from, from + rowsPerRequest));
  }
  await send(project, keys.web, [{ type: 'nonsense' }]);
  const arrivals = (wanted: string): number => {
    const told = itemsOf<OutcomeRecord>(project.archived('outcomes'));
    return new Set(told.filter(({ outcome }) => outcome === wanted).map(({ arrival }) => arrival))
      .size;
  };
  await project.until('applied', () => arrivals('applied') === lines);
  await project.until('quarantined', () => arrivals('quarantined') === 1);
  expect(itemsOf(project.archived('events-quarantined'))).toMatchObject([
    { source: 'web', rule: 'schema', path: '/type' },
  ]);
}

/** What the read API says of a household. */
async function expectReadable(
  project: DeployedProject,
  user: string,
  computed: object | undefined,
): Promise<void> {
  const answer = await fetch(`${project.urls.get('profiles')}/v1/profiles/user_id:${user}`);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    expect.objectContaining({
      computed: expect.objectContaining(computed),
      audiences: ['regulars'],
    }),
  ]);
}

const verified = ({ body, headers }: ReceivedRequest): unknown =>
  new Webhook(aSecret).verify(body, headers as Record<string, string>);

const entry = (user: string) =>
  expect.objectContaining({
    type: 'audience.entered',
    data: expect.objectContaining({
      audience: 'regulars',
      profile: { identifiers: { user_id: [user] } },
    }),
  });

/** Has everything exported, as Cloud Scheduler would, and counts it. */
async function expectExported(
  project: DeployedProject,
  people: number,
  regulars: number,
): Promise<void> {
  const changes = () => itemsOf(project.archived('audience-changes')).length;
  await project.until('archived', () => changes() === regulars + 1);
  await project.runJob('tributary-export');
  const targets = usualTargets(compileRules(grocer)).map(({ name }) => name);
  const exported = () => project.log.filter(({ message }) => message === 'exported');
  await project.until('exported', () => exported().length === targets.length);
  expect(exported().map(({ target }) => target)).toEqual(expect.arrayContaining(targets));
  const warehouse = warehouseOf(project);
  const counts = {
    profiles: people,
    profiles_latest: people,
    events: lines,
    outcomes: lines + 1,
    audience_memberships: regulars,
    audience_membership_history: regulars + 1,
  };
  for (const [table, n] of Object.entries(counts)) {
    const rows = await warehouse.query(`SELECT count(*) AS n FROM ${table}`);
    expect({ table, rows }).toEqual({ table, rows: [{ n }] });
  }
}

onEmulators('deployed', (context) => {
  let bundles: string;
  beforeAll(async () => {
    bundles = await mkdtemp(join(tmpdir(), 'tributary-bundles-'));
    await buildDeployment(bundles);
  });
  afterAll(() => rm(bundles, { recursive: true, force: true }));

  /** @param url whom changes concern. @param collector where telemetry goes. */
  const deploy = (stages: Stages, url: string, collector: string): Promise<DeployedProject> =>
    DeployedProject.deploy({
      ...context,
      projectId: `${context.projectId}-${stages[0]}`,
      bundles,
      config: 'test/emulator/deployed.config.ts',
      stages,
      secrets: {
        TRANSACTIONS_WRITE_KEY: hashOfKey(keys.transactions),
        WEB_WRITE_KEY: hashOfKey(keys.web),
        CRM_SECRET: aSecret,
      },
      environment: { CRM_WEBHOOK: url },
      telemetry: collector,
    });

  describe('the bundles, started as Terraform deploys them,', () => {
    it.each(['separate', 'composed'] as const)(
      'bring purchases from HTTP to profiles, whom it concerns, and the warehouse, and end in order: stages %s',
      async (stages) => {
        const collector = await otlpReceiver();
        let tell = () => {};
        const { url, requests } = await webhookReceiver((response) => {
          response.end();
          tell();
        });
        const project = await deploy(stages, url, collector.url);
        tell = project.tell;
        const { projectId } = project;

        const file = join(await temporaryFolder(), 'purchases.ndjson');
        await collectAndMerge(project, file);
        const firestore = new Firestore({ projectId });
        onTestFinished(() => firestore.terminate());
        const households = await expectHouseholds(firestore, file);

        const regulars = [...households.keys()].filter(
          (user) => (households.get(user)?.orders ?? 0) >= 4,
        );
        const [regular = ''] = regulars;
        await expectReadable(project, regular, households.get(regular));
        await project.until('told', () => requests.length >= regulars.length);
        const heard = requests.map(verified);
        expect(heard).toHaveLength(regulars.length);
        for (const user of regulars) expect(heard).toContainEqual(entry(user));

        await buyLongAgo(projectId);
        await project.runJob('tributary-sweep');
        await project.until('swept', () => requests.length > regulars.length);
        const left = { type: 'audience.exited', data: { audience: 'recent' } };
        expect(requests.slice(regulars.length).map(verified)).toMatchObject([left]);
        await expectExported(project, households.size + 1, regulars.length);

        const inOrder = project.plan.functions.map(({ name }) => [name, [0, null]]);
        expect(await project.end()).toEqual(Object.fromEntries(inOrder));
        const told = [
          'collect',
          ...ways[stages],
          'commit',
          'activate',
          'deliver',
          'sweep',
          'export',
        ];
        expect([...new Set(collector.spans())].sort()).toEqual(told.sort());
        expect(collector.metrics()).toContain('tributary.event.latency');
        expect(project.complaints).toEqual([]);
      },
      180_000,
    );
  });
});
