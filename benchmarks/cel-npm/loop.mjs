// One implementation of CEL for npm in a plain loop. CelRounds speaks to it: condition and customers in one line of JSON, then a line for each round.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { celEnv, parse, plan } from "@bufbuild/cel";

const version = JSON.parse(readFileSync(new URL("./package.json", import.meta.url))).dependencies["@bufbuild/cel"];
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { text, milliseconds, customers } = JSON.parse((await lines.next()).value);
const bindings = customers.map(({ a, b, name }) => ({ a: BigInt(a), b: BigInt(b), name })); // an int of the language is a bigint
const holds = plan(celEnv(), parse(text)); // read and planned once
console.log(`@bufbuild/cel ${version}, node ${process.versions.node}`);

while (!(await lines.next()).done) {
  let found = 0, passes = 0, used = 0;
  const started = process.cpuUsage();
  while (used < milliseconds * 1e3) {
    for (let pass = 0; pass < 8; pass++) {
      for (const one of bindings) {
        found += holds(one) === true ? 1 : 0;
      }
    }
    passes += 8;
    const since = process.cpuUsage(started); // in microseconds, of all threads
    used = since.user + since.system;
  }
  console.log(`${found / passes} ${(used * 1e3) / (passes * bindings.length)}`);
}
