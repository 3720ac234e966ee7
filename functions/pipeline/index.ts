import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

cloudEvent(
  'pipeline',
  toFunction((message, { publisher, store, rules }) =>
    onMessage(message, publisher(), store(), rules),
  ),
);
