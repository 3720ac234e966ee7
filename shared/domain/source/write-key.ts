import { createHash, timingSafeEqual } from 'node:crypto';
import type { SourceConfig } from '../config/config.ts';
import type { RateLimit } from '../rate/token-bucket.ts';

/** A key that a source accepts. The key itself is nowhere: only its SHA-256 is. */
export interface WriteKey {
  source: string;
  digest: Uint8Array;
  /** Whether the configuration gave the key itself, which is for development. */
  plainText: boolean;
  rateLimit?: RateLimit;
  /** Whether the address of whoever sends is that of the person. */
  clientAddress: boolean;
}

const prefix = 'sha256:';
const hashed = /^sha256:[0-9a-f]{64}$/;

const digestOf = (key: string): Uint8Array => createHash('sha256').update(key).digest();

/** How a configuration names a key without telling it. A key is random and long, so one plain hash keeps it. */
export const hashOfKey = (key: string): string =>
  `${prefix}${Buffer.from(digestOf(key)).toString('hex')}`;

/** The keys of all sources. @throws TypeError where one is no key, or opens two sources. */
export function compileWriteKeys(sources: Readonly<Record<string, SourceConfig>>): WriteKey[] {
  const keys: WriteKey[] = [];
  for (const [source, config] of Object.entries(sources)) {
    const limit = config.rateLimit;
    if (limit !== undefined) checkRateLimit(source, limit);
    for (const key of keysOf(source, config)) {
      const digest = digestOfConfigured(source, key);
      const other = keys.find((known) => timingSafeEqual(known.digest, digest));
      if (other !== undefined) {
        throw new TypeError(
          `sources.${source}: its write key is one of sources.${other.source} as well. Every source needs its own: cdp key create`,
        );
      }
      keys.push({
        source,
        digest,
        plainText: !key.startsWith(prefix),
        clientAddress: config.clientAddress ?? true,
        ...(limit !== undefined && { rateLimit: limit }),
      });
    }
  }
  return keys;
}

/** The key that was given. All are compared, each in constant time, so that time tells nothing of any. */
export function findWriteKey(given: string, keys: readonly WriteKey[]): WriteKey | undefined {
  const digest = digestOf(given);
  let found: WriteKey | undefined;
  for (const key of keys) if (timingSafeEqual(key.digest, digest)) found = key;
  return found;
}

/** An empty key is that of a variable which is not set, and opens nothing. The compiler has not judged a configuration in JSON. */
function keysOf(source: string, { writeKey = '', writeKeys = [] }: SourceConfig): Set<string> {
  const keys: unknown[] = Array.isArray(writeKeys) ? [writeKey, ...writeKeys] : [writeKeys];
  const texts = keys.filter((key) => typeof key === 'string');
  if (!Array.isArray(writeKeys) || texts.length < keys.length) {
    throw new TypeError(
      `sources.${source}: "writeKey" is a text, and "writeKeys" an array of texts.`,
    );
  }
  return new Set(texts.filter((key) => key !== ''));
}

function digestOfConfigured(source: string, key: string): Uint8Array {
  if (!key.startsWith(prefix)) return digestOf(key);
  if (hashed.test(key)) return Buffer.from(key.slice(prefix.length), 'hex');
  throw new TypeError(
    `sources.${source}: a hashed write key is "sha256:" and 64 hexadecimal digits, as cdp key create prints it.`,
  );
}

function checkRateLimit(source: string, { perSecond, burst = perSecond }: RateLimit): void {
  if ([perSecond, burst].every((value) => Number.isFinite(value) && value > 0)) return;
  throw new TypeError(
    `sources.${source}.rateLimit: "perSecond" and "burst" are numbers of events above 0.`,
  );
}
