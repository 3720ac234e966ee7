import { FirestoreExportStore } from '../adapters/firestore/export-store.ts';
import { FirestoreLookupStore } from '../adapters/firestore/lookup-store.ts';
import { FirestoreProfileStore } from '../adapters/firestore/profile-store.ts';
import type { ExportStore } from '../ports/export-store.ts';
import type { LookupStore } from '../ports/lookup-store.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import { once } from './once.ts';

const project = () => {
  const projectId = process.env['GOOGLE_CLOUD_PROJECT'];
  return projectId === undefined ? {} : { projectId };
};

/*
 * What a deployment keeps in Firestore, in the project `GOOGLE_CLOUD_PROJECT`; each is the instance's own. Not a part of `deployment`: functions
 * that keep nothing load that alone, and the client is much of what an instance has to load before it handles an event.
 */

export const profileStore: () => ProfileStore = once(() => new FirestoreProfileStore(project()));
export const lookupStore: () => LookupStore = once(() => new FirestoreLookupStore(project()));
export const exportStore: () => ExportStore = once(() => new FirestoreExportStore(project()));
