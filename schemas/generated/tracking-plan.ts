// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.
import type { CompiledSchema } from '../../shared/domain/plan/tracking-plan.ts';
import { validateOrderCompleted, validateOrderCompletedPresent, validateProductViewed, validateProductViewedPresent } from './validators.js';

/** The schemas of `schemas/events`. */
export const compiledSchemas: readonly CompiledSchema[] = [
  {
    schema: {"$schema":"http://json-schema.org/draft-07/schema#","$id":"order-completed.v1","title":"OrderCompleted","description":"The properties of the track event Order Completed: a purchase, whole or a line of it.","x-event":"Order Completed","type":"object","required":["order_id"],"properties":{"order_id":{"type":"string","minLength":1},"revenue":{"description":"What the customer paid, in currency.","type":"number"},"total":{"type":"number"},"currency":{"description":"ISO 4217.","type":"string","maxLength":3,"pattern":"^[A-Z]{3}$"},"products":{"type":"array","items":{"type":"object"}}}},
    validate: validateOrderCompleted,
    validatePresent: validateOrderCompletedPresent,
  },
  {
    schema: {"$schema":"http://json-schema.org/draft-07/schema#","$id":"product-viewed.v1","title":"ProductViewed","description":"The properties of the track event Product Viewed.","x-event":"Product Viewed","type":"object","properties":{"product_id":{"type":"string","minLength":1},"category":{"type":"string"},"price":{"type":"number"},"currency":{"description":"ISO 4217.","type":"string","maxLength":3,"pattern":"^[A-Z]{3}$"}}},
    validate: validateProductViewed,
    validatePresent: validateProductViewedPresent,
  },
];
