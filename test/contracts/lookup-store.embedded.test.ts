import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { embeddedLookupStore } from '../../shared/adapters/embedded/lookup-store.ts';
import { lookupStoreContract } from './lookup-store.contract.ts';

lookupStoreContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  const environment = openEnvironment(dir);
  return {
    store: embeddedLookupStore(environment),
    close: async () => {
      await environment.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
});
