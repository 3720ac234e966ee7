import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../shared/domain/json.ts';

/** Keys and texts that some database dislikes, among others. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '~json', '~', '__x__', '__proto__', 'a.b', '`', '\ud800', 'k'.repeat(400)),
);

const scalar = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

/** JSON values and objects, with what senders should not put into them but do. */
export const arbitraryJson = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 12, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(text, tie('value')), { maxLength: 4 })
    .map((members) => Object.fromEntries(members)),
}));
