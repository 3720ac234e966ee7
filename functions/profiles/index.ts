import { http } from '@google-cloud/functions-framework';
import { deployment } from '../../shared/runtime/deployment.ts';
import { outsideOfDomain } from '../../shared/runtime/outside-of-domain.ts';
import { readProfile } from './profiles.ts';

http('profiles', (request, response) =>
  outsideOfDomain(async () => {
    const { store, rules } = await deployment();
    const found = await readProfile(request.path, store(), rules.identity);
    const { status } = found;
    response.status(status).json(status === 200 ? found.profile : { error: found.error });
  }),
);
