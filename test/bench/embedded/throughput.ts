import config from '../../../cdp.config.ts';
import { EmbeddedPlatform } from '../../../shared/local/embedded-platform.ts';
import type { Figure } from '../figure.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { keepAsMuch, recordRounds } from './least-that-keeps-as-much.ts';
import { parseAndValidate } from './parse-and-validate.ts';
import { perMessage, shopMessages } from './shop-messages.ts';

/**
 * From JSON bytes to stored profiles on the embedded backend, against the least that any pipeline does with the same bytes. And the same of a platform
 * that would decide for nothing, and only keep what ours keeps: what no change of the decisions can exceed.
 */
export function embeddedThroughput(people: number): Figure[] {
  const { events, messages } = shopMessages(people);
  const rounds = recordRounds(messages);
  const rate = (count: number, startedAt: number): number =>
    count / ((performance.now() - startedAt) / 1000);
  const parseAll = (): number =>
    messages.reduce((count, { data }) => count + parseAndValidate(data), 0);
  const baseline = async (): Promise<number> => {
    // Behind a platform the engine compiles it anew, and collects what the platform left: the first passes take up to four times as long, and are no baseline.
    const passes = Array.from({ length: 4 }, () => {
      const startedAt = performance.now();
      return rate(parseAll(), startedAt);
    });
    return Math.max(...passes);
  };
  const common = { unit: 'events/s', baselineName: 'parse, validate, one SHA-256', baseline };
  return [
    {
      ...common,
      name: `embedded: JSON bytes to stored profile, ${events} events`,
      goal: { atLeast: 0.25 },
      measure: () =>
        temporaryFolder(async (dir) => {
          const platform = new EmbeddedPlatform({ config, dir });
          // The first message opens the databases of enrichment, once for all that come: a start, not a rate.
          await platform.publish(messages.slice(0, 1));
          await platform.drain();
          const startedAt = performance.now();
          await platform.publish(messages.slice(1));
          await platform.drain();
          const taken = rate(events - perMessage, startedAt);
          await platform.close();
          return taken;
        }),
    },
    {
      ...common,
      name: `embedded: the least that keeps as much, ${events} events`,
      measure: () =>
        temporaryFolder(async (dir) => {
          const recorded = await rounds();
          const startedAt = performance.now();
          return rate(await keepAsMuch(dir, messages, recorded), startedAt);
        }),
    },
  ];
}
