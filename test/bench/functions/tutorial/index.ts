import { cloudEvent } from '@google-cloud/functions-framework';
import { connectFirestore } from '../../../../shared/adapters/firestore/connect.ts';
import { tutorial } from '../../firestore/tutorial.ts';

cloudEvent('tutorial', tutorial(connectFirestore()));
