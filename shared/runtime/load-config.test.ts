import { describe, expect, it } from 'vitest';
import { validate } from '../../functions/validate/validate.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { anEventSchema, configWithSchemas } from '../../test/builders/schema-folder.ts';
import { ConfigError, readConfig } from './load-config.ts';
import { compileRules } from './rules.ts';

const failure = (path: string): Promise<unknown> =>
  readConfig(path).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a configuration with schemas of its own', () => {
  it('judges events by them, and not by those of the checkout', async () => {
    const schema = anEventSchema({
      required: ['order_id'],
      properties: { order_id: { type: 'string' } },
    });
    const rules = compileRules(await readConfig(await configWithSchemas([schema])));
    const track = (event: string) => aMessage({ type: 'track', event, userId: 'u1' });
    const { events, quarantined } = validate(
      [track('Order Placed'), track('Order Completed')],
      rules,
    );
    expect(quarantined).toMatchObject([{ rule: 'missing', path: '/properties/order_id' }]);
    expect(events).toMatchObject([{ event: 'Order Completed' }]);
  });

  it.each([
    ['no JSON Schema', anEventSchema({ properties: { a: { type: 'text' } } }), /order-placed.v1/],
    [
      'a word that JSON Schema has not',
      anEventSchema({ requires: ['a'] }),
      /unknown keyword.*requires/,
    ],
    [
      'a pattern that can be kept busy',
      anEventSchema({ properties: { a: { type: 'string', pattern: '^(a+)+$' } } }),
      /order-placed.v1.schema.json \/properties\/a\/pattern: .*maxLength/,
    ],
    [
      'a hash without its secret',
      anEventSchema({ properties: { a: { type: 'string', 'x-pii': 'hash' } } }),
      /order-placed.v1 hash.*CDP_PII_PEPPER/,
    ],
  ])('is refused for %s, saying where and what to do', async (_, schema, message) => {
    const error = await failure(await configWithSchemas([schema]));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });

  it('is refused where the folder is not there, or empty', async () => {
    expect(await failure(await configWithSchemas([], { schemas: './elsewhere' }))).toMatchObject({
      message: expect.stringContaining('elsewhere'),
    });
    expect(await failure(await configWithSchemas([]))).toMatchObject({
      message: expect.stringContaining('holds no schema'),
    });
  });

  it('is refused where nobody has compiled the folder: as a part of a program', () => {
    expect(() => compileRules({ sources: { web: {} }, schemas: './schemas' })).toThrow(
      /npm run generate/,
    );
  });
});

describe('the policy of a source', () => {
  it.each([
    [
      { violations: 'ignore' },
      /sources\.web\.plan\.violations is "ignore". Known are quarantine, drop/,
    ],
    [{ unplanned: 'flag' }, /sources\.web\.plan\.unplanned is unknown. Known are unplannedEvents/],
  ])('is refused where it is misspelt: %j', async (plan, message) => {
    const path = await configWithSchemas([anEventSchema()], { sources: { web: { plan } } });
    expect(await failure(path)).toMatchObject({ message: expect.stringMatching(message) });
  });
});
