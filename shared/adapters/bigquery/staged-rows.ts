import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { File } from '@google-cloud/storage';

/** What is buffered to be sent again; a multiple of 256 KiB. */
const chunkSize = 8 * 1024 * 1024;

/**
 * Uploads blocks as a new object, which appears when it is complete: should the blocks fail, there is none.
 * They are not compressed: a gzip file is read by one worker and may have 4 GB, and within a region the bytes cost nothing.
 * @returns the SHA-256 of the content, in hex.
 */
export async function uploadBlocks(file: File, blocks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  const options = {
    contentType: 'application/x-ndjson',
    // The object is new, which makes a retry of the request safe, so that the client does retry.
    preconditionOpts: { ifGenerationMatch: 0 },
  };
  const iterator = blocks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) {
    // An upload in chunks has no way to say that there is none.
    await file.save(Buffer.alloc(0), { ...options, resumable: false });
    return hash.digest('hex');
  }
  const hashed = async function* () {
    let next: IteratorResult<Buffer> = first;
    for (; !next.done; next = await iterator.next()) {
      hash.update(next.value);
      yield next.value;
    }
  };
  await pipeline(hashed, file.createWriteStream({ ...options, resumable: true, chunkSize }));
  return hash.digest('hex');
}
