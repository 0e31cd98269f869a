// One server of our own: a free port, a data folder of its own, invented people inside.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;

/** Starts the program, waits until it is healthy; `at` is its address. */
export async function startServer({ program, artefacts }) {
  if (process.env.ANAVEZ_AT) return { at: process.env.ANAVEZ_AT, stop: async () => {} };
  const listen = `127.0.0.1:${await freePort()}`;
  const data = mkdtempSync(join(tmpdir(), 'anavez-journeys-'));
  const log = createWriteStream(join(artefacts, 'server.log'));
  const child = spawn(program, ['serve', '--demo', '--listen', listen, '--data', data], {
    env: { ...process.env, ANAVEZ_ALLOW_LOOPBACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const late = pause(10_000, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await healthy(`http://${listen}`, ended);
  } catch (error) {
    await stop();
    throw new Error(`${program} ${error.message}; see ${join(artefacts, 'server.log')}`);
  }
  return { at: `http://${listen}`, stop };
}

async function healthy(at, ended) {
  const until = performance.now() + READY_WITHIN_MS;
  let over;
  ended.then((how) => { over = how; });
  while (performance.now() < until) {
    if (over) throw new Error(over);
    const answer = await fetch(`${at}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`was not healthy within ${READY_WITHIN_MS} ms`);
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
