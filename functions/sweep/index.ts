import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { sweep } from './sweep.ts';

/** Cloud Scheduler publishes on `sweep-requests` every minute. */
cloudEvent(
  'sweep',
  toFunction(async (_message, { publisher, store, rules }) => {
    const swept = await sweep(store(), publisher(), rules, Date.now());
    if (swept.profiles > 0) console.log(JSON.stringify({ message: 'swept', ...swept }));
  }),
);
