import { http } from '@google-cloud/functions-framework';
import type { WriteKey } from '../../shared/domain/source/write-key.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { onInstance } from '../../shared/runtime/on-instance.ts';
import { frontDoor } from './front-door.ts';
import { leaveBodiesUnread } from './leave-bodies-unread.ts';

type FrontDoor = ReturnType<typeof frontDoor>;

/** The instance's own: what it remembers of the rate of each key. */
let door: Promise<FrontDoor> | undefined;

leaveBodiesUnread();

http(
  'collect',
  onInstance(async (request, response) => {
    door ??= open();
    const answer = await door;
    await answer(request, response);
    await (await deployment()).telemetry.flush('due');
  }),
);

async function open(): Promise<FrontDoor> {
  const { publisher, rules, telemetry } = await deployment();
  // Cloud Run says so, and calls an instance through one proxy of its own.
  const isDeployed = process.env['K_SERVICE'] !== undefined;
  return frontDoor({
    keys: isDeployed ? hashedOnly(rules.writeKeys) : rules.writeKeys,
    publish: (message) => publisher().publish('events', [message]),
    trustedProxies: trustedProxies(process.env['CDP_TRUSTED_PROXIES'] ?? (isDeployed ? '1' : '0')),
    clock: Date.now,
    telemetry,
    onError: (error) =>
      logError(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
}

/** What a deployment takes: a key that stands in a configuration or an environment is read by too many. */
function hashedOnly(keys: readonly WriteKey[]): WriteKey[] {
  for (const { source, plainText } of keys) {
    if (!plainText) continue;
    logError(
      `The write key of ${source} is not hashed, so nobody can send with it: cdp key create`,
    );
  }
  return keys.filter(({ plainText }) => !plainText);
}

function trustedProxies(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new Error(`CDP_TRUSTED_PROXIES is "${text}"; it is how many proxies are in front: 0 to 9.`);
}

const logError = (message: string): void =>
  console.error(JSON.stringify({ severity: 'ERROR', message }));
