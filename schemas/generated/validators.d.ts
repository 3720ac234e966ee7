// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.
import type { ValidateFunction } from 'ajv';
import type { CanonicalEvent, AudienceRule, CartViewed, CheckoutStarted, OrderCompleted, OrderRefunded, ProductAdded, ProductRemoved, ProductViewed, SignedUp } from './types.ts';

export declare const validateCanonicalEvent: ValidateFunction<CanonicalEvent>;
export declare const validateAudienceRule: ValidateFunction<AudienceRule>;
export declare const validateCartViewed: ValidateFunction<CartViewed>;
export declare const validateCartViewedPresent: ValidateFunction<Partial<CartViewed>>;
export declare const validateCheckoutStarted: ValidateFunction<CheckoutStarted>;
export declare const validateCheckoutStartedPresent: ValidateFunction<Partial<CheckoutStarted>>;
export declare const validateOrderCompleted: ValidateFunction<OrderCompleted>;
export declare const validateOrderCompletedPresent: ValidateFunction<Partial<OrderCompleted>>;
export declare const validateOrderRefunded: ValidateFunction<OrderRefunded>;
export declare const validateOrderRefundedPresent: ValidateFunction<Partial<OrderRefunded>>;
export declare const validateProductAdded: ValidateFunction<ProductAdded>;
export declare const validateProductAddedPresent: ValidateFunction<Partial<ProductAdded>>;
export declare const validateProductRemoved: ValidateFunction<ProductRemoved>;
export declare const validateProductRemovedPresent: ValidateFunction<Partial<ProductRemoved>>;
export declare const validateProductViewed: ValidateFunction<ProductViewed>;
export declare const validateProductViewedPresent: ValidateFunction<Partial<ProductViewed>>;
export declare const validateSignedUp: ValidateFunction<SignedUp>;
export declare const validateSignedUpPresent: ValidateFunction<Partial<SignedUp>>;
