import { describe, expect, it } from 'vitest';
import { compileWriteKeys, findWriteKey, hashOfKey } from './write-key.ts';

describe('write keys', () => {
  it.each([
    ['the-plain-key', 'web', true],
    ['the-hashed-key', 'app', false],
    ['the-next-key', 'app', false],
  ])('that are given as a key or as its hash are found: %s', (given, source, plainText) => {
    const keys = compileWriteKeys({
      files: {},
      web: { writeKey: 'the-plain-key' },
      app: { writeKey: hashOfKey('the-hashed-key'), writeKeys: ['', hashOfKey('the-next-key')] },
    });
    expect(findWriteKey(given, keys)).toMatchObject({ source, plainText });
    expect(JSON.stringify(keys)).not.toContain(given);
  });

  it.each(['', 'other', hashOfKey('hashed')])('are not opened with %j', (given) => {
    const sources = { unset: { writeKey: '' }, web: { writeKey: hashOfKey('hashed') } };
    expect(findWriteKey(given, compileWriteKeys(sources))).toBeUndefined();
  });

  it('have the well-known hash, so that any tool can make it', () => {
    expect(hashOfKey('abc')).toBe(
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it.each([
    [{ web: { writeKey: 'sha256:abc' } }, /^sources\.web: a hashed write key is/],
    [
      { web: { writeKey: 'same' }, app: { writeKeys: [hashOfKey('same')] } },
      /^sources\.app: its write key is one of sources\.web/,
    ],
    [{ web: { rateLimit: { perSecond: 0 } } }, /^sources\.web\.rateLimit: /],
    [{ web: { rateLimit: { perSecond: 1, burst: -1 } } }, /^sources\.web\.rateLimit: /],
    ['{"web": {"writeKeys": "one"}}', /^sources\.web: "writeKey" is a text/],
    ['{"web": {"writeKey": 7}}', /^sources\.web: "writeKey" is a text/],
    ['{"web": {"rateLimit": {"perSecond": "5"}}}', /^sources\.web\.rateLimit: /],
  ])('%j makes no sense', (sources, message) => {
    const config = typeof sources === 'string' ? JSON.parse(sources) : sources;
    expect(() => compileWriteKeys(config)).toThrow(message);
  });
});
