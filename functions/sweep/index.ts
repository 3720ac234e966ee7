import { cloudEvent } from '@google-cloud/functions-framework';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { profileStore } from '../../shared/runtime/stores.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { sweep } from './sweep.ts';

/** Cloud Scheduler publishes on `sweep-requests` every minute. */
cloudEvent(
  'sweep',
  toFunction('sweep', async (_message, { publisher, rules }, span) => {
    const swept = await sweep(
      profileStore(),
      tracedPublisher(publisher(), span),
      rules,
      Date.now(),
    );
    if (swept.profiles > 0)
      console.log(JSON.stringify({ severity: 'INFO', message: 'swept', ...swept }));
  }),
);
