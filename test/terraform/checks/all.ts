import type { Deployment, Finding } from '../deployment.ts';
import { database, indexes } from './firestore.ts';
import {
  functionSettings,
  leastPrivilege,
  ownServiceAccounts,
  publishRights,
} from './identities.ts';
import { alerts, budget, logMetrics, objectives, ownMetrics } from './monitoring.ts';
import { providerSchema } from './provider-schema.ts';
import { buckets, encryption, labels } from './storage.ts';
import { deadLetters, policies, pushes, topology } from './subscriptions.ts';

const checks = [
  providerSchema,
  ownServiceAccounts,
  leastPrivilege,
  publishRights,
  functionSettings,
  deadLetters,
  policies,
  pushes,
  topology,
  database,
  indexes,
  buckets,
  labels,
  encryption,
  alerts,
  objectives,
  logMetrics,
  ownMetrics,
  budget,
];

/** Everything that is wrong with a deployment. */
export const findingsOf = (deployment: Deployment): Finding[] => [
  ...deployment.refused.map((message) => ({
    rule: 'refused-variable',
    at: 'variables.tf',
    message,
  })),
  ...checks.flatMap((check) => check(deployment)),
];
