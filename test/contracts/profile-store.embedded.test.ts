import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { embeddedProfileStore } from '../../shared/adapters/embedded/profile-store.ts';
import { profileStoreContract } from './profile-store.contract.ts';

profileStoreContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  const environment = openEnvironment(dir);
  return {
    store: embeddedProfileStore(environment),
    close: async () => {
      await environment.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
});
