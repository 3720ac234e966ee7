import type { Destination, Destinations, Target } from './destination.ts';
import type { DestinationConfig } from './destination-config.ts';
import { webhookHeaders } from './webhook-headers.ts';
import { parseSecret } from './webhook-signature.ts';

const defaults = { concurrency: 10, timeout: '15s', retryFor: '3d', fields: ['identifiers'] };
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Messages there would come back as events, or as transitions. */
const ownTopics =
  /^(events(-.*)?|profile-changes|audience-changes|outcomes|deliveries|export-requests|.*-dead-letter)$/;

const known: Readonly<Record<keyof DestinationConfig, true>> = {
  webhook: true,
  secret: true,
  headers: true,
  topic: true,
  warehouse: true,
  audiences: true,
  profileChanges: true,
  consent: true,
  fields: true,
  ordered: true,
  rate: true,
  concurrency: true,
  timeout: true,
  retryFor: true,
};

/**
 * Compiles the destinations of a configuration.
 * @param audiences the names that there are.
 * @throws TypeError where one makes no sense, saying what to change.
 */
export function compileDestinations(
  configs: Readonly<Record<string, DestinationConfig>> = {},
  audiences: readonly string[],
): Destinations {
  return Object.fromEntries(
    Object.entries(configs).map(([name, config]) => [name, compile(name, config, audiences)]),
  );
}

function compile(
  name: string,
  config: DestinationConfig,
  audiences: readonly string[],
): Destination {
  const fail = (problem: string): never => {
    throw new TypeError(`The destination "${name}" ${problem}.`);
  };
  if (!/^[a-z][\w-]{0,62}$/i.test(name)) {
    fail('has a name that is not of letters, digits, - and _, beginning with a letter');
  }
  if (typeof config !== 'object' || config === null) fail('is not an object');
  const strange = Object.keys(config).filter((key) => !Object.hasOwn(known, key));
  if (strange.length > 0) {
    fail(`has ${strange.join(', ')}; known are ${Object.keys(known).join(', ')}`);
  }
  const wanted = config.audiences ?? [];
  for (const audience of wanted) {
    if (audiences.includes(audience)) continue;
    const there =
      audiences.length === 0 ? 'none are configured' : `there are ${audiences.join(', ')}`;
    fail(`wants the audience "${audience}", but ${there}`);
  }
  if (wanted.length === 0 && config.profileChanges !== true) {
    fail(`would hear of nothing: give it audiences, such as ['vip'], or profileChanges: true`);
  }
  const { target, problem } = targetOf(config, fail);
  return {
    name,
    target,
    audiences: new Set(wanted),
    profileChanges: config.profileChanges === true,
    consent: listOf(config.consent),
    fields: (config.fields ?? defaults.fields).map((path) => path.split('.')),
    ordered: config.ordered === true,
    ...(config.rate !== undefined && { rate: rateOf(config.rate, fail) }),
    concurrency: atLeastOne('concurrency', config.concurrency ?? defaults.concurrency, fail),
    timeoutMs: milliseconds('timeout', config.timeout ?? defaults.timeout, fail),
    retryForMs: milliseconds('retryFor', config.retryFor ?? defaults.retryFor, fail),
    ...(problem !== undefined && { problem }),
  };
}

type Fail = (problem: string) => never;

/** An empty text is a variable that this environment does not set: a function that sends nothing need not have the secret. */
function targetOf(config: DestinationConfig, fail: Fail): { target: Target; problem?: string } {
  const { webhook, topic, warehouse } = config;
  const given = [webhook, topic, warehouse].filter((target) => target !== undefined);
  if (given.length !== 1) fail('needs exactly one of webhook, topic and warehouse');
  if (webhook !== undefined) return webhookOf(webhook, config, fail);
  if (config.secret !== undefined) fail('has a secret, but only webhooks are signed');
  if (config.headers !== undefined) fail('has headers, but only webhooks have some');
  if (topic === undefined) return { target: { kind: 'warehouse' } };
  if (topic === '') {
    return {
      target: { kind: 'topic', topic },
      problem: 'Its topic is empty here: set the variable it comes from.',
    };
  }
  if (!/^[a-z][\w.~+%-]{2,254}$/i.test(topic)) fail(`has "${topic}", which is no name of a topic`);
  if (ownTopics.test(topic)) fail(`has "${topic}", which is a topic of the platform itself`);
  return { target: { kind: 'topic', topic } };
}

function webhookOf(
  webhook: string,
  { secret, headers: given }: DestinationConfig,
  fail: Fail,
): { target: Target; problem?: string } {
  if (secret === undefined)
    fail('needs a secret, such as env("CRM_SECRET"), to sign its webhooks with');
  const secrets = listOf(secret);
  const { headers, empty } = webhookHeaders(given, fail);
  const noSecret = secrets.length === 0 || secrets.includes('');
  if (webhook === '' || noSecret || empty !== undefined) {
    const what = webhook === '' ? 'URL' : noSecret ? 'secret' : `header ${empty}`;
    return {
      target: { kind: 'webhook', url: webhook, secrets: [], headers: {} },
      problem: `Its ${what} is empty here: set the variable it comes from.`,
    };
  }
  const url = URL.canParse(webhook) ? new URL(webhook) : fail(`has "${webhook}", which is no URL`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    fail(`has "${webhook}", which is not https`);
  if (url.username !== '' || url.password !== '') {
    fail('has a user or a password in its URL: its requests are signed instead');
  }
  const keys = secrets.map((each) => {
    try {
      return parseSecret(each);
    } catch (error) {
      return fail(`has a secret that ${(error as Error).message}`);
    }
  });
  return { target: { kind: 'webhook', url: url.href, secrets: keys, headers } };
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function rateOf({ perSecond }: { perSecond: number }, fail: Fail) {
  if (typeof perSecond !== 'number' || !(perSecond > 0)) fail('needs a rate.perSecond above 0');
  return { perSecond, burst: Math.max(1, perSecond) };
}

function atLeastOne(what: string, value: number, fail: Fail): number {
  return Number.isSafeInteger(value) && value >= 1 ? value : fail(`needs a ${what} of 1 or more`);
}

function milliseconds(what: string, text: string, fail: Fail): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const value = Number(count) * (units[unit as keyof typeof units] ?? Number.NaN);
  return value > 0
    ? value
    : fail(`has "${text}" as its ${what}, where a time such as 15s, 5m, 2h or 3d is expected`);
}
