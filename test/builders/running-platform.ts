import { onTestFinished } from 'vitest';
import checkoutConfig from '../../cdp.config.ts';
import type { Processed } from '../../functions/pipeline/pipeline.ts';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { httpServer, listen } from '../../shared/local/http-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The write key of the checkout's own configuration. */
export const developmentKey = 'web-development-key';

export interface RunningPlatform {
  platform: EmbeddedPlatform;
  url: string;
  /** What became of every arrival until now. */
  outcomes: readonly OutcomeRecord[];
  /** The profile over HTTP, once all that was accepted has met its outcome. */
  profile(identifier: string): Promise<ProfileView>;
}

/** The embedded platform at work in this process, with its HTTP server on a free port, until the test is over. */
export async function runPlatform(
  config: TributaryConfig = checkoutConfig,
): Promise<RunningPlatform> {
  const platform = new EmbeddedPlatform({ config, dir: await temporaryFolder() });
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const server = httpServer(platform, { onError });
  const url = await listen(server, 0, true);
  const stopping = new AbortController();
  const outcomes: OutcomeRecord[] = [];
  const processed = (round: Processed) => void outcomes.push(...round.outcomes);
  const running = platform.run(stopping.signal, { processed, failed: onError });
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    stopping.abort();
    await running;
    await platform.close();
    if (errors.length > 0) throw new AggregateError(errors, 'The platform has failed.');
  });
  return {
    platform,
    url,
    outcomes,
    profile: async (identifier) => {
      await platform.drain();
      const response = await fetch(`${url}/v1/profiles/${encodeURIComponent(identifier)}`);
      return (await response.json()) as ProfileView;
    },
  };
}
