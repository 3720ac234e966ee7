import { afterEach, beforeEach, describe } from 'vitest';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { audiences } from './profile-store.audiences.contract.ts';
import { documents } from './profile-store.documents.contract.ts';
import { scans } from './profile-store.scans.contract.ts';
import { changes, transactions } from './profile-store.transactions.contract.ts';
import { uglyViews } from './profile-store.views.contract.ts';

/** An empty store, and how to be rid of it. */
export interface OpenedProfileStore {
  store: ProfileStore;
  close(): Promise<void>;
}

/** What every profile store keeps to. */
export function profileStoreContract(name: string, open: () => Promise<OpenedProfileStore>): void {
  describe(`${name} keeps the contract of a profile store:`, () => {
    let opened: OpenedProfileStore;
    let store: ProfileStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    documents(() => store);
    transactions(() => store);
    changes(() => store);
    scans(() => store);
    audiences(() => store);
    uglyViews(() => store);
  });
}
