import { http } from '@google-cloud/functions-framework';
import { deployment } from '../../shared/runtime/deployment.ts';
import { readProfile } from './profiles.ts';

http('profiles', async (request, response) => {
  const { store, rules } = await deployment();
  const found = await readProfile(request.path, store(), rules.identity);
  response.status(found.status).json(found.status === 200 ? found.profile : { error: found.error });
});
