import { Packr } from 'msgpackr';
import type { Core } from './profile.ts';

/** MessagePack without extensions, so that any reader of MessagePack reads it, and equal cores of equal key order are equal bytes. */
const packr = new Packr({ useRecords: false, variableMapSize: true });

/** The evidence as one field of the profile document. */
export const encodeCore = (core: Core): Uint8Array => packr.pack(core);

export const decodeCore = (bytes: Uint8Array): Core => packr.unpack(bytes) as Core;
