import { http } from '@google-cloud/functions-framework';
import { deployment } from '../../shared/runtime/deployment.ts';
import { frontDoor } from './front-door.ts';
import { leaveBodiesUnread } from './leave-bodies-unread.ts';

type FrontDoor = ReturnType<typeof frontDoor>;

/** The instance's own: what it remembers of the rate of each key. */
let door: Promise<FrontDoor> | undefined;

leaveBodiesUnread();

http('collect', async (request, response) => {
  door ??= open();
  const answer = await door;
  await answer(request, response);
});

async function open(): Promise<FrontDoor> {
  const { publisher, rules } = await deployment();
  // Cloud Run says so, and calls an instance through one proxy of its own.
  const isDeployed = process.env['K_SERVICE'] !== undefined;
  const keys = isDeployed ? rules.writeKeys.filter(({ plainText }) => !plainText) : rules.writeKeys;
  for (const { source, plainText } of isDeployed ? rules.writeKeys : []) {
    if (plainText)
      logError(
        `The write key of ${source} is not hashed, so nobody can send with it: cdp key create`,
      );
  }
  return frontDoor({
    keys,
    publish: (message) => publisher().publish('events', [message]),
    trustedProxies: Number(process.env['CDP_TRUSTED_PROXIES'] ?? (isDeployed ? 1 : 0)),
    clock: Date.now,
    onError: (error) =>
      logError(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
}

const logError = (message: string): void =>
  console.error(JSON.stringify({ severity: 'ERROR', message }));
