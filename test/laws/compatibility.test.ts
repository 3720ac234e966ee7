import type { AnySchemaObject } from 'ajv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../shared/domain/json.ts';
import { cleanValue } from '../../shared/domain/plan/clean-value.ts';
import type { EventSchema, SchemaNode } from '../../shared/domain/plan/event-schema.ts';
import { incompatibilities } from '../../shared/domain/plan/incompatibilities.ts';
import { plannedValue } from '../../shared/domain/plan/planned-value.ts';
import { schemaCompiler } from '../../shared/runtime/compile-schemas.ts';
import { arbitraryChange, arbitrarySchema, valueFor } from '../builders/arbitrary-schema.ts';

const ajv = schemaCompiler({});

/** Whether an event with these properties is taken. */
function judgeOf(schema: SchemaNode): (value: Json) => boolean {
  const validate = ajv.compile(schema as AnySchemaObject);
  const planned = plannedValue(schema);
  return (value) => validate(cleanValue(value, planned)) === true;
}

const versionOf = (schema: SchemaNode): EventSchema => ({ ...schema, $id: 'a.v1', title: 'A' });

const changedSchemas = fc
  .tuple(arbitrarySchema, fc.array(arbitraryChange, { minLength: 1, maxLength: 2 }))
  .map(([released, changes]) => {
    const current = changes.reduce((schema, change) => change(schema), released);
    return { released, current };
  });

it('what a released version took, a version that is judged compatible takes', () => {
  let compatible = 0;
  let asked = 0;
  fc.assert(
    fc.property(changedSchemas, fc.infiniteStream(fc.nat()), ({ released, current }, seeds) => {
      if (incompatibilities(versionOf(released), versionOf(current)).length > 0) return;
      compatible += 1;
      const [was, is] = [judgeOf(released), judgeOf(current)];
      const [seed] = seeds;
      for (const value of fc.sample(valueFor(released), { seed: seed ?? 0, numRuns: 30 })) {
        if (!was(value)) continue;
        asked += 1;
        if (!is(value)) throw new Error(`${JSON.stringify(value)} was valid, and is not`);
      }
    }),
    { numRuns: 600 },
  );
  // The law would say little of too few.
  expect(compatible).toBeGreaterThan(100);
  expect(asked).toBeGreaterThan(500);
});
