import { wakeUp } from '../../functions/activate/wake-up.ts';
import type { Deployment } from '../runtime/deployment.ts';
import type { ActivationControl } from './platform.ts';

/** The hand on a deployment's deliveries: the function `activate` does the rest. */
export async function deployedControl(deployed: Deployment): Promise<ActivationControl> {
  return {
    activation: await deployed.activation(),
    wake: async (deliveries) => {
      if (deliveries.length === 0) return;
      await deployed.publisher().publish('deliveries', deliveries.map(wakeUp));
    },
    drain: async () => {},
  };
}
