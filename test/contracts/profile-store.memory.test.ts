import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { profileStoreContract } from './profile-store.contract.ts';

profileStoreContract('memory', async () => {
  const store = new MemoryProfileStore();
  return { store, close: () => store.close() };
});
