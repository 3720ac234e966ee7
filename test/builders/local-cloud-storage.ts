import { randomUUID } from 'node:crypto';
import { CRC32C } from '@google-cloud/storage';
import { type GoogleReply, type GoogleRequest, jsonBody, Refusal } from './google-reply.ts';

interface StoredObject {
  content: Buffer;
  generation: number;
}

interface Upload {
  bucket: string;
  name: string;
  parts: Buffer[];
  size: number;
}

/** Chunks but the last are whole multiples of this. */
const chunkGrain = 256 * 1024;

/** The calls of Cloud Storage's JSON API that write, describe and delete objects, in memory. */
export class LocalCloudStorage {
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  readonly #uploads = new Map<string, Upload>();
  #generation = 0;

  constructor(buckets: readonly string[]) {
    for (const bucket of buckets) this.#buckets.set(bucket, new Map());
  }

  /** The names of a bucket's objects. */
  names(bucket: string): string[] {
    return [...this.#objects(bucket).keys()].sort();
  }

  /** The content of `gs://bucket/name`, or `undefined`. */
  read(uri: string): Buffer | undefined {
    const [, bucket = '', name = ''] = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    return this.#buckets.get(bucket)?.get(name)?.content;
  }

  /** Answers a request, or `undefined` where it is for another API. */
  handle(request: GoogleRequest): GoogleReply | undefined {
    const { method, path } = request;
    const upload = path.join('/').startsWith('upload/storage/v1/b/') && path[5] === 'o';
    if (upload && method === 'POST') return this.#begin(request, path[4] ?? '');
    if (upload && method === 'PUT') return this.#continue(request);
    if (path.join('/').startsWith('storage/v1/b/') && path[4] === 'o' && path.length === 5)
      return this.#list(request, path[3] ?? '');
    if (path.join('/').startsWith('storage/v1/b/') && path[4] === 'o' && path.length === 6)
      return this.#object(request, path[3] ?? '', path[5] ?? '');
    return undefined;
  }

  #objects(bucket: string): Map<string, StoredObject> {
    const objects = this.#buckets.get(bucket);
    if (objects === undefined)
      throw new Refusal(404, 'notFound', 'The specified bucket does not exist.');
    return objects;
  }

  #object({ method, query }: GoogleRequest, bucket: string, name: string): GoogleReply {
    const object = this.#objects(bucket).get(name);
    if (object === undefined)
      throw new Refusal(404, 'notFound', `No such object: ${bucket}/${name}`);
    if (method === 'DELETE') {
      this.#objects(bucket).delete(name);
      return { status: 204 };
    }
    if (query.get('alt') === 'media') return { status: 200, content: object.content };
    return { status: 200, body: resource(bucket, name, object) };
  }

  #list({ method, query }: GoogleRequest, bucket: string): GoogleReply | undefined {
    if (method !== 'GET') return undefined;
    const prefix = query.get('prefix') ?? '';
    const start = query.get('startOffset') ?? '';
    const items = [...this.#objects(bucket)]
      .filter(([name]) => name.startsWith(prefix) && name >= start)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, object]) => resource(bucket, name, object));
    return { status: 200, body: { kind: 'storage#objects', items } };
  }

  #begin(request: GoogleRequest, bucket: string): GoogleReply {
    const { query, origin } = request;
    const kind = query.get('uploadType');
    const multipart = kind === 'multipart' ? parseMultipart(request) : undefined;
    const name = query.get('name') ?? multipart?.name ?? '';
    if (name === '' || Buffer.byteLength(name) > 1024 || /[\r\n]/.test(name))
      throw new Refusal(400, 'required', 'Required parameter: name');
    if (query.get('ifGenerationMatch') === '0' && this.#objects(bucket).has(name))
      throw new Refusal(412, 'conditionNotMet', 'At least one of the pre-conditions did not hold.');
    if (multipart !== undefined) return this.#store(bucket, name, multipart.content, request);
    if (kind !== 'resumable') throw new Refusal(400, 'invalid', `Invalid upload type: ${kind}`);
    this.#objects(bucket);
    const id = randomUUID();
    this.#uploads.set(id, { bucket, name, parts: [], size: 0 });
    const location = `${origin}/upload/storage/v1/b/${bucket}/o?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location } };
  }

  #continue(request: GoogleRequest): GoogleReply {
    const { query, headers, body } = request;
    const upload = this.#uploads.get(query.get('upload_id') ?? '');
    if (upload === undefined) throw new Refusal(404, 'notFound', 'No such upload');
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(String(headers['content-range']));
    if (range === null) throw new Refusal(400, 'invalid', 'Failed to parse Content-Range header.');
    const [first, last] = [Number(range[1]), Number(range[2])];
    if (first !== upload.size || last - first + 1 !== body.length)
      throw new Refusal(400, 'invalid', 'Content-Range does not fit the bytes.');
    upload.parts.push(body);
    upload.size += body.length;
    if (range[3] !== '*') {
      if (Number(range[3]) !== upload.size)
        throw new Refusal(400, 'invalid', 'Upload is incomplete.');
      return this.#store(upload.bucket, upload.name, Buffer.concat(upload.parts), request);
    }
    if (body.length % chunkGrain !== 0)
      throw new Refusal(400, 'invalid', 'Chunk size is not a multiple of 256 KiB.');
    return { status: 308, headers: { range: `bytes=0-${upload.size - 1}` } };
  }

  #store(bucket: string, name: string, content: Buffer, { headers }: GoogleRequest): GoogleReply {
    this.#generation += 1;
    const object = { content, generation: this.#generation };
    const described = resource(bucket, name, object);
    const sent = /crc32c=([^,]+)/.exec(String(headers['x-goog-hash']))?.[1];
    if (sent !== undefined && sent !== described.crc32c)
      throw new Refusal(400, 'invalid', 'Provided CRC32C does not match the calculated one.');
    this.#objects(bucket).set(name, object);
    return { status: 200, body: described };
  }
}

function resource(bucket: string, name: string, { content, generation }: StoredObject) {
  const crc32c = new CRC32C();
  crc32c.update(content);
  return {
    kind: 'storage#object',
    bucket,
    name,
    generation: String(generation),
    size: String(content.length),
    crc32c: crc32c.toString(),
  };
}

/** Two parts: the object's metadata, and its content. */
function parseMultipart(request: GoogleRequest): { name: string | undefined; content: Buffer } {
  const type = String(request.headers['content-type']);
  const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) throw new Refusal(400, 'invalid', `Unsupported type: ${type}`);
  const parts = request.body
    .toString('latin1')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, ''));
  const [metadata, content] = parts;
  if (metadata === undefined || content === undefined || parts.length !== 2)
    throw new Refusal(400, 'invalid', 'A multipart upload has two parts.');
  const { name } = jsonBody<{ name?: string }>({
    ...request,
    body: Buffer.from(metadata, 'latin1'),
  });
  return { name, content: Buffer.from(content, 'latin1') };
}
