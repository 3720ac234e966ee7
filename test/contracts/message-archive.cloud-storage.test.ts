import { describe, expect, it, onTestFinished } from 'vitest';
import { CloudStorageArchive } from '../../shared/adapters/cloud-storage/message-archive.ts';
import { storageClient } from '../../shared/adapters/storage-client.ts';
import { messagesOf } from '../../shared/ports/message-archive.ts';
import { archiveMessages, avroFile } from '../builders/avro-archive.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { archivedMessage, collected, messageArchiveContract } from './message-archive.contract.ts';

const bucket = 'shop-tributary-archive';

async function openArchive() {
  const cloud = await LocalGoogleCloud.start({
    projectId: 'shop',
    dataset: 'analytics',
    bucket,
    location: 'EU',
  });
  onTestFinished(() => cloud.stop());
  const client = storageClient({ projectId: 'shop', storageEndpoint: cloud.origin });
  return {
    cloud,
    archive: new CloudStorageArchive(client.bucket(bucket), 'events'),
    keep: async (begun: string, messages: Parameters<typeof archiveMessages>[4]) => {
      await archiveMessages(cloud.storage, bucket, 'events', begun, messages);
    },
  };
}

const days = ['2026-01-29', '2026-01-30', '2026-01-31'];

describe('the archive that Cloud Storage subscriptions write', () => {
  messageArchiveContract(openArchive);

  it('is listed and read by the hours of a period only, page by page', async () => {
    const { cloud, archive, keep } = await openArchive();
    for (const day of days) {
      for (const hour of ['06', '12', '18']) {
        await keep(`${day}T${hour}:00:00Z`, [
          archivedMessage(`${day}-${hour}`, `${day}T${hour}:04:00Z`),
        ]);
      }
    }
    await archiveMessages(cloud.storage, bucket, 'events-quarantined', '2026-01-30T12:00:00Z', [
      archivedMessage('another topic', '2026-01-30T12:04:00Z'),
    ]);
    cloud.storage.pageSize = 2;
    cloud.storage.reads.splice(0);
    const period = { since: Date.parse('2026-01-30'), until: Date.parse('2026-01-31') };
    const read = await collected(messagesOf(archive, undefined, period));
    expect(read.map(({ id }) => id)).toEqual(['2026-01-30-06', '2026-01-30-12', '2026-01-30-18']);
    const range = 'events/2026-01-29/23_50_00..events/2026-01-31/01_00_00';
    expect(cloud.storage.reads.filter((name) => name === range)).toHaveLength(2);
    expect(cloud.storage.reads.filter((name) => name.endsWith('.avro'))).toHaveLength(3);
  });

  it('is read a block at a time, and compressed blocks as well', async () => {
    const { cloud, archive } = await openArchive();
    const messages = Array.from({ length: 2000 }, (_, index) =>
      archivedMessage(
        `${index}`,
        '2026-01-31T00:00:00.000Z',
        JSON.stringify({ index, x: 'y'.repeat(99) }),
      ),
    );
    const file = await avroFile(messages, { codec: 'deflate', blockSize: 8000 });
    cloud.storage.write(bucket, 'events/2026-01-31/00_00_00+00:00_a.avro', file);
    expect(await collected(messagesOf(archive))).toEqual(messages);
  });

  it('says which object is damaged, and is not silent about half a one', async () => {
    const { cloud, archive } = await openArchive();
    const name = 'events/2026-01-31/00_00_00+00:00_a.avro';
    const whole = await avroFile(
      Array.from({ length: 50 }, (_, index) =>
        archivedMessage(`${index}`, '2026-01-31T00:00:00.000Z'),
      ),
    );
    for (const damaged of [
      Buffer.alloc(0),
      Buffer.from('{"not": "avro"}'),
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, whole.length - 500),
      whole.subarray(0, 100),
    ]) {
      cloud.storage.write(bucket, name, damaged);
      await expect(collected(messagesOf(archive))).rejects.toThrow(
        `gs://${bucket}/${name} can't be read`,
      );
    }
  });

  it('says which bucket is not there', async () => {
    const { cloud } = await openArchive();
    const client = storageClient({ projectId: 'shop', storageEndpoint: cloud.origin });
    const archive = new CloudStorageArchive(client.bucket('elsewhere'), 'events');
    await expect(collected(messagesOf(archive))).rejects.toThrow(
      "gs://elsewhere can't be listed: The specified bucket does not exist.",
    );
  });
});
