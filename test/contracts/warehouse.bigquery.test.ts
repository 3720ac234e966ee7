import { describe, expect, onTestFinished, test } from 'vitest';
import {
  BigQueryWarehouse,
  type BigQueryWarehouseOptions,
} from '../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { failingAfter, profileRow } from '../builders/profile-rows.ts';
import { warehouseContract } from './warehouse.contract.ts';

const place = { projectId: 'shop', dataset: 'analytics', bucket: 'shop-exports', location: 'EU' };

async function openCloud(): Promise<LocalGoogleCloud> {
  const cloud = await LocalGoogleCloud.start(place);
  onTestFinished(() => cloud.stop());
  return cloud;
}

function warehouseIn(
  { origin }: LocalGoogleCloud,
  options: Partial<BigQueryWarehouseOptions> = {},
): BigQueryWarehouse {
  const warehouse = new BigQueryWarehouse({
    ...place,
    apiEndpoint: origin,
    storageEndpoint: origin,
    ...options,
  });
  onTestFinished(() => warehouse.close());
  return warehouse;
}

const ids = async (warehouse: BigQueryWarehouse): Promise<unknown[]> =>
  (await warehouse.query('SELECT profile_id FROM profiles ORDER BY 1')).map(
    (row) => row['profile_id'],
  );

describe('the BigQuery warehouse, through the clients of Google Cloud', () => {
  warehouseContract(async () => warehouseIn(await openCloud()));

  test('the same rows again are the same job, and no second load', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    expect(cloud.bigQuery.loads).toHaveLength(1);
    expect(cloud.bigQuery.loads[0]).toMatch(/^tributary_profiles_20260101_[0-9a-f]{32}$/);
    await warehouse.replacePartition('profiles', '2026-01-02', [profileRow('a')]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('b')]);
    expect(new Set(cloud.bigQuery.loads).size).toBe(3);
  });

  test('rows that a partition had before are loaded again when it has come to hold others', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    for (const id of ['a', 'b', 'a', 'b', 'a'])
      await warehouse.replacePartition('profiles', '2026-01-01', [profileRow(id)]);
    expect(await ids(warehouse)).toEqual(['a']);
    expect(new Set(cloud.bigQuery.loads).size).toBe(5);
  });

  test('rows are loaded again where somebody has dropped the table', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    await cloud.bigQuery.dropTable('profiles');
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    expect(await ids(warehouse)).toEqual(['a']);
  });

  test('two exports of the same rows at once are one load', async () => {
    const cloud = await openCloud();
    const exports = [warehouseIn(cloud), warehouseIn(cloud)].map((warehouse) =>
      warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]),
    );
    expect(await Promise.all(exports)).toEqual([1, 1]);
    expect(cloud.bigQuery.loads).toHaveLength(1);
  });

  test('a job that still runs is waited for', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    cloud.bigQuery.runningReplies = 1;
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    expect(cloud.bigQuery.runningReplies).toBe(0);
    cloud.bigQuery.runningReplies = 2;
    expect(await ids(warehouse)).toEqual(['a']);
  });

  test('rows of more than one chunk arrive whole', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    function* rows() {
      for (let id = 0; id < 10_000; id += 1)
        yield profileRow(`p${id}`, { traits: { bio: 'x'.repeat(1000) } });
    }
    expect(await warehouse.replacePartition('profiles', '2026-01-01', rows())).toBe(10_000);
    const [row] = await warehouse.query(
      'SELECT count(DISTINCT profile_id) AS people FROM profiles',
    );
    expect(row).toEqual({ people: 10_000 });
  });

  test('staged rows are deleted when they are loaded, and never appear when the rows fail', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    const failing = warehouse.replacePartition(
      'profiles',
      '2026-01-01',
      failingAfter([profileRow('a')]),
    );
    await expect(failing).rejects.toThrow('the profile store went away');
    expect(cloud.storage.names(place.bucket)).toEqual([]);
  });

  test('a failed load says why and what to do, keeps the rows, and can be tried again', async () => {
    const cloud = await openCloud();
    const warehouse = warehouseIn(cloud);
    await warehouse.replacePartition('profiles', '2026-01-01', [profileRow('old')]);
    const load = () => warehouse.replacePartition('profiles', '2026-01-01', [profileRow('a')]);
    for (const message of ['Access Denied: Table analytics.profiles', 'Still denied']) {
      cloud.bigQuery.failures.push({ reason: 'accessDenied', message });
      await expect(load()).rejects.toThrow(
        new RegExp(
          `^BigQuery did not load analytics.profiles, 2026-01-01 \\(job tributary_profiles_20260101_[0-9a-f]+, rows in gs://shop-exports/exports/profiles/2026-01-01/.+\\.ndjson\\)\\. accessDenied: ${message}\\. Give the service account roles/bigquery.jobUser`,
        ),
      );
    }
    expect(cloud.storage.names(place.bucket)).toHaveLength(2);
    expect(await ids(warehouse)).toEqual(['old']);
    await load();
    expect(await ids(warehouse)).toEqual(['a']);
  });

  test('a dataset that is not in the location is named, with what to do', async () => {
    const warehouse = warehouseIn(await openCloud(), { location: 'US' });
    await expect(warehouse.replacePartition('profiles', '2026-01-01', [])).rejects.toThrow(
      /notFound: Not found: Dataset analytics was not found in location US\. Create the dataset/,
    );
  });

  test('a bucket that does not exist is named, with what to do', async () => {
    const warehouse = warehouseIn(await openCloud(), { bucket: 'nowhere' });
    for (const rows of [[], [profileRow('a')]])
      await expect(warehouse.replacePartition('profiles', '2026-01-01', rows)).rejects.toThrow(
        /Cloud Storage did not take gs:\/\/nowhere\/exports\/profiles\/.+Create the bucket/,
      );
  });
});
