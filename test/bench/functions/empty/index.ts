import { cloudEvent } from '@google-cloud/functions-framework';

/** The least that a function can be: what the start of the others is held against. */
cloudEvent('empty', () => {});
