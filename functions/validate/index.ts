import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

cloudEvent(
  'validate',
  toFunction((message, { publisher, rules }) => onMessage(message, publisher(), rules)),
);
