// Generated from schemas/events/*.schema.json by scripts/generate-schemas.ts: change those.
import type { ValidateFunction } from 'ajv';
import { validateOrderCompleted, validateProductViewed } from './validators.js';

/** Event name to the validator of its properties. */
export const trackingPlan: ReadonlyMap<string, ValidateFunction> = new Map<string, ValidateFunction>([
  ["Order Completed", validateOrderCompleted],
  ["Product Viewed", validateProductViewed],
]);
