import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Environment, openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { embeddedProfileStore } from '../../shared/adapters/embedded/profile-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { defaultReceipt, readCorpus } from './case.ts';
import { describeCorpus } from './expect-case.ts';

const dayMs = 86_400_000;

describe('the corpus', () => {
  const cases = readCorpus().flatMap((file) => file.cases);

  it('names every case once', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it('gives every event of a case its own messageId, and receives it within the horizon of deduplication', () => {
    for (const { name, steps } of cases) {
      const events = steps.filter((step) => 'event' in step);
      const keys = events.map(({ source = 'web', event }) => `${source} ${event.messageId}`);
      expect(new Set(keys).size, name).toBe(keys.length);
      const days = events.map(({ receivedAt = defaultReceipt }) => Date.parse(receivedAt) / dayMs);
      expect(Math.max(...days) - Math.min(...days), name).toBeLessThan(6);
    }
  });
});

describe('in memory', () => {
  describeCorpus((work) => work(new MemoryProfileStore()), 12);
});

describe('embedded', () => {
  let environment: Environment;
  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'tributary-corpus-'));
    environment = openEnvironment(dir);
    return async () => {
      await environment.close();
      await rm(dir, { recursive: true, force: true });
    };
  });

  describeCorpus(async (work) => {
    const { profiles, identities, accounts } = environment;
    await Promise.all([profiles, identities, accounts].map((database) => database.clearAsync()));
    await work(embeddedProfileStore(environment));
  }, 2);
});
