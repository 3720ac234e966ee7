import { enrich } from '../../functions/enrich/enrich.ts';
import type { Exporter } from '../../functions/export/target.ts';
import type { Platform } from './platform.ts';

/** What exports work with on a platform. */
export async function exporterOf(platform: Platform): Promise<Exporter> {
  const { store, rules, sources, archives: archive, exports } = platform;
  const { activation } = await platform.activation();
  return {
    store,
    archive,
    deliveries: activation.deliveries,
    enrich: (events) => enrich(events, rules, sources),
    warehouse: await platform.warehouse(),
    exports,
    rules,
  };
}
