// Reads [{secret, id, timestamp, signature, body}] and answers [{verified, signed}]: what the reference library says of ours, and its own signature.
const { Webhook } = require("standardwebhooks");
const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const judge = (each) => {
  const webhook = new Webhook(each.secret);
  let verified = true;
  try {
    webhook.verify(each.body, { "webhook-id": each.id, "webhook-timestamp": each.timestamp, "webhook-signature": each.signature });
  } catch (refused) {
    verified = false;
  }
  return { verified, signed: webhook.sign(each.id, new Date(Number(each.timestamp) * 1000), each.body) };
};
process.stdout.write(JSON.stringify(cases.map(judge)));
