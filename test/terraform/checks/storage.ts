import { isObject } from '../../../scripts/terraform/value.ts';
import { type Check, type Finding, ofType, textAt, valueAt } from '../deployment.ts';

/** Buckets are private for good, and nothing stays in them for ever. */
export const buckets: Check = (deployment) =>
  ofType(deployment, 'google_storage_bucket').flatMap(({ address, values }) => {
    const found = (rule: string, message: string): Finding => ({ rule, at: address, message });
    const findings: Finding[] = [];
    if (textAt(values, 'public_access_prevention') !== 'enforced') {
      findings.push(found('public-bucket', 'public_access_prevention is not "enforced".'));
    }
    if (values['uniform_bucket_level_access'] !== true) {
      findings.push(found('public-bucket', 'Objects have access lists of their own.'));
    }
    const rules = values['lifecycle_rule'];
    const isDeleting = (rule: unknown) =>
      isObject(rule as never) && textAt(rule as never, 'action', 'type') === 'Delete';
    if (!Array.isArray(rules) || !rules.some(isDeleting)) {
      findings.push(found('no-lifecycle', 'No rule deletes what is old.'));
    }
    return findings;
  });

/** Everything that takes labels tells what it belongs to. */
export const labels: Check = ({ instances, schema }) =>
  instances.flatMap(({ address, type, values }) => {
    const known = schema.get(type);
    // A notification channel's labels are its address; its user_labels are labels. Objects in a bucket are found by the bucket.
    const name = ['user_labels', 'labels'].find((label) => known?.optional.includes(label));
    if (name === undefined || type.startsWith('data.')) return [];
    const given = valueAt(values, name);
    const isLabelled = isObject(given) && given['application'] === 'tributary';
    return isLabelled
      ? []
      : [
          {
            rule: 'unlabelled',
            at: address,
            message: `It has no ${name} that say what it belongs to.`,
          },
        ];
  });

/** With a key of one's own, nothing at rest is left to Google's. */
export const encryption: Check = (deployment) => {
  if (ofType(deployment, 'google_kms_crypto_key').length === 0) return [];
  const where: Readonly<Record<string, readonly string[]>> = {
    google_pubsub_topic: ['kms_key_name'],
    google_cloudfunctions2_function: ['kms_key_name'],
    google_artifact_registry_repository: ['kms_key_name'],
    google_storage_bucket: ['encryption', 'default_kms_key_name'],
    google_firestore_database: ['cmek_config', 'kms_key_name'],
    google_bigquery_dataset: ['default_encryption_configuration', 'kms_key_name'],
  };
  return deployment.instances.flatMap(({ address, type, values }) => {
    const path = where[type];
    if (path === undefined || textAt(values, ...path).includes('google_kms_crypto_key')) return [];
    return [
      {
        rule: 'not-encrypted',
        at: address,
        message: `${path.join('.')} is not the project's key.`,
      },
    ];
  });
};
