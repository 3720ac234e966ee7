import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

cloudEvent(
  'enrich',
  toFunction((message, { publisher }) => onMessage(message, publisher())),
);
