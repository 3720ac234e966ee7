import { cloudEvent } from '@google-cloud/functions-framework';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { onMessage } from './on-message.ts';

cloudEvent(
  'validate',
  toFunction('validate', (message, { publisher, rules }, span) =>
    onMessage(message, tracedPublisher(publisher(), span), rules, span),
  ),
);
