// An OpenID provider with login and consent, a GitHub and a Twilio, on loopback; prints their addresses in one line of
// JSON. Arguments: the client's id, its secret, its redirect URI at each provider, a port for GitHub, one for Twilio.
import { createServer } from 'node:http';

import { createEmulator } from 'emulate';
import { Provider } from 'oidc-provider';

const [clientId, clientSecret, oidcRedirect, githubRedirect, githubPort, twilioPort] = process.argv.slice(2);

const people = {
  anna: { email: 'anna@example.com', email_verified: true, name: 'Anna', picture: 'https://pictures.example/anna.png' },
  bela: { email: 'bela@example.com', email_verified: false, name: 'Béla 🌻' },
};

const server = createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [oidcRedirect] }],
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture'] },
  conformIdTokenClaims: false, // Google puts them into the id token as well
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
});
server.on('request', provider.callback());

const github = await createEmulator({
  service: 'github',
  port: Number(githubPort),
  seed: {
    github: {
      users: [{ login: 'anna', name: 'Anna', email: 'anna@example.com' }],
      oauth_apps: [
        { client_id: clientId, client_secret: clientSecret, name: 'SpecStep', redirect_uris: [githubRedirect] },
      ],
    },
  },
});
const twilio = await createEmulator({
  service: 'twilio',
  port: Number(twilioPort),
  seed: {
    twilio: {
      account: { sid: 'AC00000000000000000000000000000001', auth_token: clientSecret },
      phone_numbers: [{ phone_number: '+15005550006' }],
    },
  },
});
console.log(JSON.stringify({ ready: true, oidc: issuer, github: github.url, twilio: twilio.url }));
