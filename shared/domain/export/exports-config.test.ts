import { expect, test } from 'vitest';
import { compileExports } from './exports-config.ts';

const compile = (config: Parameters<typeof compileExports>[0]) =>
  compileExports(config, ['vip', 'Big Spenders'], ['profiles']);

test('an audience gets a table of its name, and goes with the others, where nothing else is said', () => {
  expect(compile({ audiences: { 'Big Spenders': {} } })).toEqual({
    traitColumns: 200,
    audiences: [{ audience: 'Big Spenders', table: 'audience_big_spenders' }],
  });
  expect(compile(undefined)).toEqual({ traitColumns: 200, audiences: [] });
});

test.each<[string, Parameters<typeof compileExports>[0]]>([
  ['is no audience of the configuration', { audiences: { nobody: {} } }],
  ["is another's", { audiences: { vip: { table: 'profiles' } } }],
  ['takes small letters', { audiences: { vip: { table: 'VIP people' } } }],
  ['takes the five fields of cron', { audiences: { vip: { schedule: 'daily' } } }],
  ['from 0 to 5000', { traitColumns: -1 }],
])('what %s is refused', (message, config) => {
  expect(() => compile(config)).toThrow(message);
});
