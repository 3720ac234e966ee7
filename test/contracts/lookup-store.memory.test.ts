import { MemoryLookupStore } from '../../shared/adapters/memory/lookup-store.ts';
import { lookupStoreContract } from './lookup-store.contract.ts';

lookupStoreContract('memory', async () => {
  const store = new MemoryLookupStore();
  return { store, close: () => store.close() };
});
