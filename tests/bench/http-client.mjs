// SPDX-License-Identifier: GPL-3.0-or-later
// The service's own JavaScript client in ./dev bench http: reads “WIDTH COUNT” from its input, carries
// out COUNT predictions, WIDTH at once, and prints what each took in milliseconds.
import { createRequire } from 'node:module';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const [, , folder, baseUrl] = process.argv;
const Replicate = createRequire(`${folder}/`)('replicate');
const replicate = new Replicate({ auth: 'token', baseUrl });

async function predict() {
  const made = await replicate.predictions.create({ model: 'a/b', input: {} });
  let read;
  do {
    read = await replicate.predictions.get(made.id);
  } while (read.status !== 'succeeded');
  return (await (await fetch(read.output[0])).arrayBuffer()).byteLength;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [width, count] = line.split(' ').map(Number);
  let left = count;
  let bytes = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: width }, async () => {
    while (left > 0) {
      left -= 1;
      const size = await predict();
      bytes += size;
    }
  }));
  const used = process.cpuUsage(cpu);
  delay.disable();
  console.log([(performance.now() - began) / count, (used.user + used.system) / 1000 / count,
    delay.max / 1e6, bytes / count].join(' '));
}
