import { join } from 'node:path';
import { isList, type ValueObject } from '../../../scripts/terraform/value.ts';
import { checkout } from '../../builders/run-cdp.ts';
import {
  type Check,
  type Deployment,
  type Finding,
  ofType,
  textAt,
  valueAt,
} from '../deployment.ts';
import { type FirestoreQuery, firestoreQueries } from '../firestore-queries.ts';
import { emulatorConfig } from './topology.ts';

/** Profiles can be had back for a week, to the minute, and for longer from backups; nobody deletes them by mistake; rules refuse everybody. */
export const database: Check = (deployment) => {
  const databases = ofType(deployment, 'google_firestore_database');
  const findings = databases.flatMap(({ address, values }): Finding[] => {
    const recovery = textAt(values, 'point_in_time_recovery_enablement');
    if (recovery === 'POINT_IN_TIME_RECOVERY_ENABLED') return [];
    return [
      { rule: 'no-recovery', at: address, message: 'There is no point in time to go back to.' },
    ];
  });
  if (ofType(deployment, 'google_firestore_backup_schedule').length === 0) {
    findings.push({ rule: 'no-recovery', at: 'firestore.tf', message: 'There are no backups.' });
  }
  const isReleased = ofType(deployment, 'google_firebaserules_release').some(
    ({ values }) => textAt(values, 'name') === 'cloud.firestore',
  );
  const rules = ofType(deployment, 'google_firebaserules_ruleset').map(({ values }) =>
    textAt(values, 'source', 'files', 'content'),
  );
  const deny = deployment.files.read(join(checkout, 'emulator-config/firestore.rules'));
  if (!isReleased || rules.some((text) => text !== deny) || /if\s+(?!false)/.test(deny)) {
    findings.push({
      rule: 'open-rules',
      at: 'firestore.tf',
      message: 'The rules do not refuse everybody.',
    });
  }
  return findings;
};

/** A field's own indexes: those that Firestore makes by itself, or what the deployment says instead. */
interface Indexed {
  orders: Set<string>;
  arrays: Set<string>;
}

const automatic: Indexed = {
  orders: new Set(['COLLECTION ASCENDING', 'COLLECTION DESCENDING']),
  arrays: new Set(['COLLECTION CONTAINS']),
};

/** Every query of the code finds its index, and every exemption and time to live of the emulators' configuration is deployed. */
export const indexes = (
  deployment: Deployment,
  queries: readonly FirestoreQuery[] = firestoreQueries(),
): Finding[] => [
  ...queries.flatMap((query) => missingIndex(query, deployment)),
  ...undeployed(deployment),
];

function missingIndex(query: FirestoreQuery, deployment: Deployment): Finding[] {
  const { collection, filters, orders, isGroup, at } = query;
  const scope = isGroup ? 'COLLECTION_GROUP' : 'COLLECTION';
  const parts = [
    ...filters.map(({ field, operator }) => ({
      field,
      isArray: operator.startsWith('array-contains'),
      isEqual: isEquality(operator),
      direction: 'ASCENDING',
    })),
    ...orders.map(({ field, direction }) => ({ field, isArray: false, isEqual: false, direction })),
  ].filter(({ field }) => field !== '__name__');
  const fields = new Set(parts.map(({ field }) => field));
  const isComposite = fields.size > 1 && parts.some(({ isEqual }) => !isEqual);
  const missing = (what: string): Finding => ({
    rule: 'missing-index',
    at,
    message: `The query on ${collection} needs ${what}: declare it in emulator-config/firestore.indexes.json.`,
  });
  if (isComposite) {
    const key = [...fields].join(', ');
    return hasComposite(deployment, collection, scope, parts)
      ? []
      : [missing(`an index on ${key}`)];
  }
  return parts
    .filter(({ field, isArray, direction }) => {
      const { orders: ordered, arrays } = indexedBy(deployment, collection, field);
      return isArray ? !arrays.has(`${scope} CONTAINS`) : !ordered.has(`${scope} ${direction}`);
    })
    .map(({ field, direction }) => missing(`${field} to be indexed ${direction}`));
}

const isEquality = (operator: string): boolean =>
  ['==', 'in', 'array-contains', 'array-contains-any'].includes(operator);

function indexedBy(deployment: Deployment, collection: string, field: string): Indexed {
  const override = ofType(deployment, 'google_firestore_field').find(
    ({ values }) =>
      textAt(values, 'collection') === collection && textAt(values, 'field') === field,
  );
  if (override === undefined) return automatic;
  const declared = valueAt(override.values, 'index_config', 'indexes');
  const listed = isList(declared) ? (declared as ValueObject[]) : [];
  return {
    orders: new Set(
      listed.map((index) => `${textAt(index, 'query_scope')} ${textAt(index, 'order')}`),
    ),
    arrays: new Set(
      listed.map((index) => `${textAt(index, 'query_scope')} ${textAt(index, 'array_config')}`),
    ),
  };
}

/** Equalities come first, in any order; then what is compared and ordered, as the query has it. */
function hasComposite(
  deployment: Deployment,
  collection: string,
  scope: string,
  parts: readonly { field: string; isArray: boolean; isEqual: boolean; direction: string }[],
): boolean {
  const direction = (field: string) => parts.findLast((part) => part.field === field)?.direction;
  const equal = new Set(parts.filter(({ isEqual }) => isEqual).map(({ field }) => field));
  const ordered = [...new Set(parts.map(({ field }) => field))].filter(
    (field) => !equal.has(field),
  );
  return ofType(deployment, 'google_firestore_index').some(({ values }) => {
    const fields = values['fields'];
    if (
      !isList(fields) ||
      textAt(values, 'collection') !== collection ||
      textAt(values, 'query_scope') !== scope
    )
      return false;
    const declared = (fields as ValueObject[]).filter(
      (field) => textAt(field, 'field_path') !== '__name__',
    );
    const first = declared.slice(0, equal.size).map((field) => textAt(field, 'field_path'));
    const rest = declared
      .slice(equal.size)
      .map((field) => `${textAt(field, 'field_path')} ${textAt(field, 'order')}`);
    return (
      first.length === equal.size &&
      first.every((field) => equal.has(field)) &&
      rest.join() === ordered.map((field) => `${field} ${direction(field)}`).join()
    );
  });
}

interface FirestoreConfig {
  indexes: { collectionGroup: string }[];
  fieldOverrides: { collectionGroup: string; fieldPath: string; ttl?: boolean }[];
}

function undeployed(deployment: Deployment): Finding[] {
  const config = emulatorConfig(deployment, 'firestore.indexes.json') as FirestoreConfig;
  const fields = ofType(deployment, 'google_firestore_field');
  const findings = config.fieldOverrides.flatMap(
    ({ collectionGroup, fieldPath, ttl = false }): Finding[] => {
      const found = fields.find(
        ({ values }) =>
          textAt(values, 'collection') === collectionGroup && textAt(values, 'field') === fieldPath,
      );
      const at = `${collectionGroup}.${fieldPath}`;
      if (found === undefined || valueAt(found.values, 'index_config') === undefined) {
        return [
          {
            rule: 'undeployed-index',
            at,
            message: 'Its indexes are not those of emulator-config.',
          },
        ];
      }
      const isTtl = valueAt(found.values, 'ttl_config') !== undefined;
      return isTtl === ttl
        ? []
        : [
            {
              rule: 'undeployed-ttl',
              at,
              message: 'Its time to live is not that of emulator-config.',
            },
          ];
    },
  );
  if (ofType(deployment, 'google_firestore_index').length !== config.indexes.length) {
    findings.push({
      rule: 'undeployed-index',
      at: 'firestore.tf',
      message: 'The indexes are not those of emulator-config.',
    });
  }
  return findings;
}
