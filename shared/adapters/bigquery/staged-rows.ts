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
  const source = new HashedBlocks(blocks);
  const options = {
    contentType: 'application/x-ndjson',
    // The object is new, which makes a retry of a request safe, so that the client does retry.
    preconditionOpts: { ifGenerationMatch: 0 },
  };
  try {
    const first = await source.next();
    // An upload in chunks has no way to say that there is none.
    if (first.done) await file.save(Buffer.alloc(0), { ...options, resumable: false });
    else
      await pipeline(
        source.from(first.value),
        file.createWriteStream({ ...options, resumable: true, chunkSize }),
      );
  } catch (error) {
    if (source.failed) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Cloud Storage did not take ${file.cloudStorageURI}: ${reason}. Create the bucket (terraform does), or give ` +
        'the service account roles/storage.objectUser on it.',
      { cause: error },
    );
  }
  return source.digest();
}

/** Blocks, hashed as they pass; remembers whether it was they that failed. */
class HashedBlocks {
  failed = false;
  readonly #hash = createHash('sha256');
  readonly #blocks: AsyncIterator<Buffer>;

  constructor(blocks: AsyncIterable<Buffer>) {
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<Buffer>> {
    try {
      const next = await this.#blocks.next();
      if (!next.done) this.#hash.update(next.value);
      return next;
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }

  /** The first block, and those after it. */
  async *from(first: Buffer): AsyncGenerator<Buffer, void, undefined> {
    yield first;
    for (let next = await this.next(); !next.done; next = await this.next()) yield next.value;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
