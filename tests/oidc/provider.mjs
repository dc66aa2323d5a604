// A real OpenID Connect provider on loopback. Who signs in, and how, is told by the header x-sign-in of the request,
// which stands for a person at the provider's own pages: {"sub", "email", "email_verified", "amr"}.
// node provider.mjs PORT CLIENT SECRET RETURN_ADDRESS...
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [port, client, secret, ...addresses] = process.argv.slice(2);
const people = new Map();

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: addresses }],
  claims: { openid: ['sub', 'amr', 'auth_time'], email: ['email', 'email_verified'] },
  // Half of the providers put the address into the token, the others tell it when asked for it.
  conformIdTokenClaims: process.env.ADDRESS_IN_TOKEN !== 'yes',
  features: { devInteractions: { enabled: false } },
  interactions: { url: (context, interaction) => `/sign-in/${interaction.uid}` },
  pkce: { required: () => true },
  findAccount: (context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
});

async function signIn(request, response) {
  const { params, grantId } = await provider.interactionDetails(request, response);
  const { sub, amr, ...claims } = JSON.parse(request.headers['x-sign-in']);
  people.set(sub, claims);
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: sub, clientId: params.client_id });
  grant.addOIDCScope('openid profile email');
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: sub, amr }, consent });
}

createServer((request, response) => {
  if (!request.url.startsWith('/sign-in/')) return provider.callback()(request, response);
  return signIn(request, response).catch((error) => response.writeHead(500).end(String(error)));
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
