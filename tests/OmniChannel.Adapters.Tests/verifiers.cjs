// Reads [{library, …}] from stdin and answers one value for each: what the provider's own library says.
// twilio {token, url, params, signature?} → true/false, or the signature; sendgrid {key, body, signature, timestamp} → true/false;
// octokit {secret, body, signature?, others?} → true/false, by any of the other live secrets too, or the signature; aws4 {options, credentials} → the headers it would send;
// vonage-sig {secret, params} → the signature of a call; vonage-jwt {secret, token} → true/false.
const questions = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

const answers = {
  twilio: ({ token, url, params, signature }) => {
    const twilio = require("twilio");
    return signature === undefined ? twilio.getExpectedTwilioSignature(token, url, params) : twilio.validateRequest(token, signature, url, params);
  },
  sendgrid: ({ key, body, signature, timestamp }) => {
    const { EventWebhook } = require("@sendgrid/eventwebhook");
    const webhook = new EventWebhook();
    try {
      return webhook.verifySignature(webhook.convertPublicKeyToECDSA(key), body, signature, timestamp);
    } catch {
      return false;
    }
  },
  octokit: async ({ secret, body, signature, others }) => {
    // It exports nothing to require(), so require.resolve() does not find it.
    const methods = await import(require("node:url").pathToFileURL(`${process.env.NODE_PATH}/@octokit/webhooks-methods/dist-node/index.js`));
    return signature === undefined ? methods.sign(secret, body) : methods.verifyWithFallback(secret, body, signature, others);
  },
  "vonage-sig": ({ secret, params }) => new (require("nexmo/lib/HashGenerator"))().generate("sha256", secret, params),
  "vonage-jwt": ({ secret, token }) => require("@vonage/jwt").verifySignature(token, secret),
  aws4: ({ options, credentials }) => require("aws4").sign(options, credentials).headers,
};

Promise.all(questions.map(async question => answers[question.library](question)))
  .then(all => process.stdout.write(JSON.stringify(all)))
  .catch(error => { process.stderr.write(String(error.stack)); process.exit(1); });
