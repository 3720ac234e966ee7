// Generated from schemas/*.schema.json by scripts/generate-schemas.ts: change those.
import type { ValidateFunction } from 'ajv';
import type { CanonicalEvent, AudienceRule, OrderCompleted, ProductViewed } from './types.ts';

export declare const validateCanonicalEvent: ValidateFunction<CanonicalEvent>;
export declare const validateAudienceRule: ValidateFunction<AudienceRule>;
export declare const validateOrderCompleted: ValidateFunction<OrderCompleted>;
export declare const validateProductViewed: ValidateFunction<ProductViewed>;
