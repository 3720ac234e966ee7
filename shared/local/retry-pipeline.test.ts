import { describe, expect, it } from 'vitest';
import { packagedSources } from '../../test/builders/enrichment-sources.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { MemoryProfileStore } from '../adapters/memory/profile-store.ts';
import { documentId } from '../domain/digest.ts';
import {
  ContentionError,
  type ProfileReader,
  type ProfileWrites,
  UnstorableError,
} from '../ports/profile-store.ts';
import { compileRules } from '../runtime/rules.ts';
import { retryPipeline } from './retry-pipeline.ts';

const rules = compileRules({ sources: { web: {} } });
const page = (userId: string) => ({ type: 'page', userId, messageId: `of-${userId}` });
const three = [aMessage([page('u1'), page('u2')], { id: 'a' }), aMessage(page('u3'), { id: 'b' })];
const now = async () => {};
const nobody = () => {};

/** A store whose commits fail as it is told. */
class FaultyStore extends MemoryProfileStore {
  readonly #failure: (writes: ProfileWrites) => Error | undefined;

  constructor(failure: (writes: ProfileWrites) => Error | undefined) {
    super();
    this.#failure = failure;
  }

  override transact<T>(
    work: (reader: ProfileReader) => Promise<{ writes: ProfileWrites; result: T }>,
  ): Promise<T> {
    return super.transact(async (reader) => {
      const worked = await work(reader);
      const error = this.#failure(worked.writes);
      if (error !== undefined) throw error;
      return worked;
    });
  }
}

const writesOf = (userId: string, { putProfiles }: ProfileWrites) =>
  putProfiles.some(({ profileId }) => profileId === documentId(`user_id:${userId}`));

describe('a pipeline that is tried again', () => {
  it('waits, longer each time, until the store is back', async () => {
    let left = 3;
    const faulty = new FaultyStore(() => (left-- > 0 ? new Error('unavailable') : undefined));
    const waited: number[] = [];
    const { outcomes } = await retryPipeline(
      three,
      faulty,
      rules,
      packagedSources,
      Date.now,
      nobody,
      async (milliseconds) => {
        waited.push(milliseconds);
      },
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
    expect(waited).toEqual([...waited].sort((a, b) => a - b));
    expect(waited).toHaveLength(3);
  });

  it.each([
    ['the store fails at for no reason that it names', new TypeError('a bug somewhere')],
    ['the store refuses', new UnstorableError('nested too deeply')],
  ])('quarantines an event that %s, and lets its neighbours go on', async (_, error) => {
    const faulty = new FaultyStore((writes) => (writesOf('u2', writes) ? error : undefined));
    const { outcomes, quarantined } = await retryPipeline(
      three,
      faulty,
      rules,
      packagedSources,
      Date.now,
      nobody,
      now,
    );
    expect(outcomes.map(({ arrival, outcome }) => `${arrival} ${outcome}`).sort()).toEqual([
      'a/0 applied',
      'a/1 quarantined',
      'b/0 applied',
    ]);
    expect(quarantined).toMatchObject([
      { arrival: 'a/1', rule: 'poison', message: expect.stringContaining(error.message) },
    ]);
    expect(faulty.documents().profiles).toHaveLength(2);
  });

  it.each([
    ['takes nothing at all', () => new Error('the disk is full'), 'the disk is full'],
    [
      'is contended for',
      (writes: ProfileWrites) =>
        writesOf('u2', writes) ? new ContentionError('lost ten times') : undefined,
      'lost ten times',
    ],
  ] as const)('blames no event where the store %s', async (_, failure, message) => {
    const faulty = new FaultyStore(failure);
    await expect(
      retryPipeline(three, faulty, rules, packagedSources, Date.now, nobody, now),
    ).rejects.toThrow(message);
  });
});

describe('a step that throws', () => {
  it('quarantines what a mapping makes that is no JSON, with the row', async () => {
    const big = compileRules({
      sources: {
        web: {
          map: (row) => [{ ...(row as object), type: 'page', properties: { n: 1n } }] as never,
        },
      },
    });
    const { quarantined } = await retryPipeline(
      three,
      new MemoryProfileStore(),
      big,
      packagedSources,
      Date.now,
      nobody,
      now,
    );
    expect(quarantined.map(({ rule }) => rule)).toEqual(['poison', 'poison', 'poison']);
    expect(JSON.parse(quarantined[0]?.raw.data ?? '')).toEqual(page('u1'));
  });
});
