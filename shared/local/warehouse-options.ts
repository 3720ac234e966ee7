import type { TributaryConfig } from '../domain/config/config.ts';
import type { WarehouseTable } from '../ports/warehouse.ts';
import type { Rules } from '../runtime/rules.ts';

/** What a configuration says of the local warehouse. */
export const warehouseOptions = (
  { warehouse }: TributaryConfig,
  { exports: { audiences, traitColumns } }: Rules,
) => ({
  views: warehouse?.views ?? {},
  tables: Object.fromEntries(
    audiences.map(({ table }): [string, WarehouseTable] => [table, 'audience_memberships']),
  ),
  traitColumns,
});
