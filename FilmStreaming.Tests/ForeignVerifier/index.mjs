// A service that shares nothing with FilmStreaming: it knows the public address, and verifies access tokens with jose.
//
//   node index.mjs BASE_URL < lines of JSON: {"name", "token", "audience", "at"?}
//
// "at" is the time to verify at, in seconds of Unix time. For each line it prints {"name", "claims"} or {"name", "refused": code}.

import { createInterface } from 'node:readline';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [base] = process.argv.slice(2);
const discovery = await get(`${base}/.well-known/openid-configuration`);
const document = await discovery.json();
const keySet = await get(document.jwks_uri);
console.log(JSON.stringify({
  name: 'published',
  document,
  keys: (await keySet.json()).keys,
  caching: [discovery, keySet].map(response => response.headers.get('cache-control')),
}));

const keys = createRemoteJWKSet(new URL(document.jwks_uri), { cooldownDuration: 0 });
for await (const line of createInterface({ input: process.stdin })) {
  const { name, token, audience, at } = JSON.parse(line);
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: document.issuer,
      audience,
      typ: 'at+jwt',
      algorithms: document.id_token_signing_alg_values_supported,
      requiredClaims: ['exp', 'iat', 'sub', 'jti', 'sid', 'client_id'],
      currentDate: at ? new Date(at * 1000) : new Date(),
    });
    console.log(JSON.stringify({ name, header: protectedHeader, claims: payload }));
  } catch (error) {
    console.log(JSON.stringify({ name, refused: error.code ?? error.message }));
  }
}

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return response;
}
