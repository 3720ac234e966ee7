import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { checkout } from '../builders/run-cdp.ts';
import { indexes } from './checks/firestore.ts';
import { deploymentOf, withChange } from './deployment.ts';
import { firestoreQueries, queriesOf, UnreadableQueryError } from './firestore-queries.ts';

const project = { project_id: 'shop-cdp-test' };

describe('the indexes that queries need', () => {
  const queries = (...lines: string[]) =>
    queriesOf(
      ts.createSourceFile(
        join(checkout, 'query.ts'),
        `const profiles = firestore.collection('profiles');\n${lines.join('\n')}`,
        ts.ScriptTarget.ES2023,
        true,
      ),
    );

  test('are read off the code', () => {
    expect(
      queries(`profiles.where('plan', '==', 'pro').orderBy('nextDueAt', 'desc').limit(5).get();`),
    ).toEqual([
      {
        at: 'query.ts:2',
        collection: 'profiles',
        isGroup: false,
        filters: [{ field: 'plan', operator: '==' }],
        orders: [{ field: 'nextDueAt', direction: 'DESCENDING' }],
      },
    ]);
    expect(
      queries(
        `let some = profiles.limit(5);`,
        `if (plan) some = some.where('plan', '==', plan);`,
        `some.where('country', 'in', countries).get();`,
      ).at(-1)?.filters,
    ).toEqual([
      { field: 'plan', operator: '==' },
      { field: 'country', operator: 'in' },
    ]);
    expect(firestoreQueries().map(({ collection }) => collection)).toContain('profiles');
  });

  test('can not be read off a query that is put together elsewhere, and that is an error', () => {
    expect(() => queries('profiles.where(field, "==", 1);')).toThrow(UnreadableQueryError);
    expect(() => queries('someQuery().orderBy("a");')).toThrow(UnreadableQueryError);
  });

  test('are missing where a field is exempt, or where two fields are asked for and no index holds both', async () => {
    const deployment = await deploymentOf('.', project);
    const lacking = (...lines: string[]) =>
      indexes(deployment, queries(...lines)).map(({ message }) => message.split(':')[0]);
    expect(lacking(`profiles.where('plan', '==', 'pro');`)).toEqual([]);
    expect(lacking(`profiles.where('plan', '==', 'pro').where('country', '==', 'NL');`)).toEqual(
      [],
    );
    expect(lacking(`profiles.orderBy(FieldPath.documentId());`)).toEqual([]);
    expect(lacking(`profiles.where('lastSeenAt', '<', now);`)).toEqual([
      'The query on profiles needs lastSeenAt to be indexed ASCENDING',
    ]);
    expect(lacking(`profiles.where('plan', '==', 'pro').orderBy('country');`)).toEqual([
      'The query on profiles needs an index on plan, country',
    ]);
  });

  test('are there once they are declared', async () => {
    const index = {
      collectionGroup: 'profiles',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'plan', order: 'ASCENDING' },
        { fieldPath: 'country', order: 'DESCENDING' },
      ],
    };
    const files = withChange(
      'emulator-config/firestore.indexes.json',
      '"indexes": [],\n  "fieldOverrides"',
      `"indexes": [${JSON.stringify(index)}],\n  "fieldOverrides"`,
    );
    const deployment = await deploymentOf('.', project, files);
    const query = (direction: string) =>
      queries(`profiles.where('plan', '==', 'pro').orderBy('country', '${direction}');`);
    expect(indexes(deployment, query('desc'))).toEqual([]);
    expect(indexes(deployment, query('asc'))).toHaveLength(1);
  });
});
