import { http } from '@google-cloud/functions-framework';
import { deployment } from '../../shared/runtime/deployment.ts';
import { onInstance } from '../../shared/runtime/on-instance.ts';
import { profileStore } from '../../shared/runtime/stores.ts';
import { readProfile } from './profiles.ts';

http(
  'profiles',
  onInstance(async (request, response) => {
    const { rules } = await deployment();
    const found = await readProfile(request.path, profileStore(), rules.identity);
    const { status } = found;
    response.status(status).json(status === 200 ? found.profile : { error: found.error });
  }),
);
