import { DuckDBInstance } from '@duckdb/node-api';

export interface HouseholdFigures {
  orders: number;
  order_lines: number;
  revenue: number;
}

/** What a query over a file of purchase lines says of each household. Money is decimal, so that the sum is exact. */
export async function figuresOfPurchases(file: string): Promise<Map<string, HouseholdFigures>> {
  const rows = await queryFile(`
    SELECT household_id AS household,
      count(DISTINCT basket_id)::INTEGER AS orders,
      count(*)::INTEGER AS order_lines,
      sum(sales_value)::VARCHAR AS revenue
    FROM read_json('${file}', format = 'newline_delimited', columns = {
      household_id: 'VARCHAR', basket_id: 'VARCHAR', sales_value: 'DECIMAL(18,2)'})
    GROUP BY household_id`);
  return new Map(
    rows.map(({ household, orders, order_lines, revenue }) => [
      String(household),
      { orders: Number(orders), order_lines: Number(order_lines), revenue: Number(revenue) },
    ]),
  );
}

/**
 * The department that each household bought the most lines of; of equals, the one that the trait takes: the smallest as JSON text, in
 * which a quote follows the name.
 */
export async function departmentsOfHouseholds(
  purchases: string,
  products: string,
): Promise<Map<string, string>> {
  const rows = await queryFile(`
    WITH lines AS (
      SELECT household_id AS household, department, count(*) AS times
      FROM read_json('${purchases}', columns = {household_id: 'VARCHAR', product_id: 'VARCHAR'})
      JOIN read_json('${products}', columns = {product_id: 'VARCHAR', department: 'VARCHAR'}) USING (product_id)
      WHERE department IS NOT NULL
      GROUP BY ALL)
    SELECT household, arg_min(department, (-times, department || '"')) AS department
    FROM lines GROUP BY household`);
  return new Map(rows.map(({ household, department }) => [String(household), String(department)]));
}

/** How many rows of a file each household has. */
export async function rowsOfHouseholds(file: string): Promise<Map<string, number>> {
  const rows = await queryFile(
    `SELECT household_id AS household, count(*)::INTEGER AS rows FROM read_json('${file}') GROUP BY 1`,
  );
  return new Map(rows.map(({ household, rows: count }) => [String(household), Number(count)]));
}

async function queryFile(sql: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(sql);
  connection.closeSync();
  instance.closeSync();
  return result.getRowObjectsJson();
}
