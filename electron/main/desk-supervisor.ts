import { join } from 'node:path';
import { MessageChannelMain, utilityProcess } from 'electron';
import type { UtilityProcess, WebContents } from 'electron';
import type { FromDesk, ToDesk } from '../desk-process/messages.ts';
import { tooManyDeaths } from './restart-limit.ts';

/** How long the desk may take to close its files, in milliseconds. */
const CLOSE_TIMEOUT_MS = 10_000;

export interface DeskSupervisor {
  /** Gives a window its port to the desk, and a new one whenever the desk had to be started again. */
  connect(clientId: string, contents: WebContents): void;
  /** Starts the desk again after `onGivenUp`. */
  startAgain(): void;
  /** Lets the desk close its files. */
  close(): Promise<void>;
}

export interface SupervisorOptions {
  /** The first message to every desk process: what to open, and the keys for it. */
  readonly opening: Extract<ToDesk, { type: 'open' | 'refuse' }>;
  readonly env: NodeJS.ProcessEnv;
  /** The desk dies again and again; nothing is started until `startAgain`. */
  onGivenUp(): void;
}

/** Keeps one desk process running and brokers ports between it and the windows. */
export function superviseDesk({ opening, env, onGivenUp }: SupervisorOptions): DeskSupervisor {
  const contentsByClient = new Map<string, WebContents>();
  const deaths: number[] = [];
  let closing = false;
  let child = start();

  function start(): UtilityProcess {
    const started = utilityProcess.fork(join(__dirname, '../desk-process/index.cjs'), [], {
      serviceName: 'desk',
      stdio: 'inherit',
      env,
    });
    started.postMessage(opening);
    started.once('exit', (code) => onExit(code));
    return started;
  }

  function onExit(code: number): void {
    if (closing) return;
    console.error(`The desk process ended (${code}).`);
    deaths.push(Date.now());
    if (tooManyDeaths(deaths, Date.now())) {
      onGivenUp();
      return;
    }
    restart();
  }

  function restart(): void {
    child = start();
    for (const [clientId, contents] of contentsByClient) broker(clientId, contents);
  }

  function broker(clientId: string, contents: WebContents): void {
    if (contents.isDestroyed()) {
      contentsByClient.delete(clientId);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'connect', clientId } satisfies ToDesk, [port1]);
    contents.postMessage('desk-port', null, [port2]);
  }

  return {
    connect: (clientId, contents) => {
      contentsByClient.set(clientId, contents);
      broker(clientId, contents);
    },
    startAgain: () => {
      deaths.length = 0;
      restart();
    },
    close: () => {
      closing = true;
      return closeInOrder(child);
    },
  };
}

function closeInOrder(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, CLOSE_TIMEOUT_MS);
    function end(): void {
      clearTimeout(timer);
      child.kill();
      resolve();
    }
    child.once('exit', () => end());
    child.on('message', (message: FromDesk) => {
      if (message.type === 'closed') end();
    });
    child.postMessage({ type: 'close' } satisfies ToDesk);
  });
}
