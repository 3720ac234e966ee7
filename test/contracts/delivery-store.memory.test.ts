import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { deliveryQueueContract } from './delivery-store.contract.ts';

deliveryQueueContract('memory', async () => {
  const store = new MemoryDeliveryStore();
  return { store, close: () => store.close() };
});
