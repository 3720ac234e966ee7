// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.
import type { ValidateFunction } from 'ajv';
import type { CanonicalEvent, AudienceRule, OrderCompleted, ProductViewed } from './types.ts';

export declare const validateCanonicalEvent: ValidateFunction<CanonicalEvent>;
export declare const validateAudienceRule: ValidateFunction<AudienceRule>;
export declare const validateOrderCompleted: ValidateFunction<OrderCompleted>;
export declare const validateOrderCompletedPresent: ValidateFunction<Partial<OrderCompleted>>;
export declare const validateProductViewed: ValidateFunction<ProductViewed>;
export declare const validateProductViewedPresent: ValidateFunction<Partial<ProductViewed>>;
