// One server in front of one Prism for each provider: http://127.0.0.1:PORT/NAME/… is judged by the provider's own specification.
// A specification is read when it is asked for first, so that starting costs nothing and only what is used takes memory.
// Usage: node prism.cjs PORT SPECS [EMULATE=HOST:PORT …]; NODE_PATH leads to @stoplight/prism-cli and what it brings along.
const http = require('http');
const path = require('path');
const { createLogger } = require('@stoplight/prism-core');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createServer } = require('@stoplight/prism-http-server');

const [port, specs, ...emulated] = process.argv.slice(2);
const files = {
  twilio: 'twilio/twilio_api_v2010.json',
  sendgrid: 'sendgrid/tsg_mail_v3.json',
  fcm: 'google/fcm_v1.patched.json',
  postmark: 'postmark/server.json',
  ses: 'aws/sesv2.json',
  resend: 'resend/resend.json',
  x: 'x/openapi.json',
  mastodon: 'mastodon/schema.patched.json',
  telegram: 'telegram/telegram_openapi_5.0.patched.json',
  vonage: 'vonage/sms.json',
};
// What a specification's server has in its own path: asked for by it alone, so that a whole path is judged.
const below = { vonage: '/sms' };
// "emulated-twilio" judges by the specification and passes on to the emulator what is right.
const upstream = Object.fromEntries(emulated.map(one => one.split('=')));
const open = new Map();

async function serverOf(name) {
  const isEmulated = name.startsWith('emulated-');
  const plain = isEmulated ? name.slice('emulated-'.length) : name;
  if (!files[plain] || (isEmulated && !upstream[plain])) return null;
  const operations = await getHttpOperationsFromSpec(path.join(specs, files[plain]));
  const shared = { validateRequest: true, validateResponse: !isEmulated, checkSecurity: true, errors: isEmulated, mock: { dynamic: false }, upstreamProxy: undefined };
  const config = isEmulated ? { ...shared, isProxy: true, upstream: new URL(`http://${upstream[plain]}/`) } : { ...shared, isProxy: false };
  const server = createServer(operations, { cors: false, config, components: { logger: createLogger(name, { level: 'silent' }) } });
  return new URL(await server.listen(0, '127.0.0.1'));
}

http.createServer(async (request, response) => {
  try {
    const [, name, rest] = /^\/([^/?]+)(.*)$/.exec(request.url) ?? [];
    if (!name) return response.writeHead(200).end('up');
    if (!open.has(name)) open.set(name, serverOf(name));
    const base = below[name] ?? '';
    if (!(rest || '/').startsWith(`${base}/`)) return response.writeHead(404, { 'x-prism-front': 'path' }).end(`${name} is below ${base}/`);
    const to = await open.get(name);
    if (!to) return response.writeHead(404, { 'x-prism-front': 'unknown' }).end(`no specification of ${name}`);
    const passed = http.request({ host: to.hostname, port: to.port, method: request.method, path: (rest || '/').slice(base.length), headers: request.headers }, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', error => response.writeHead(599).end(String(error)));
    request.pipe(passed);
  } catch (error) {
    response.writeHead(599).end(String(error));
  }
}).listen(Number(port), '127.0.0.1');
