import { styleText } from 'node:util';
import type { ReportGate, Verdict } from '@transkeep/reports/contract/index.ts';
import systemStart from '../gates/system-start/gate.ts';
import { type AnyGate, type Plan, SYSTEM } from '../run/plan/plan.ts';
import type { RunEvents } from '../run/run.ts';
import { type Outlook, outlook } from './outlook.ts';

export interface Display extends RunEvents {
  /** Takes the live lines away; what was said stays. */
  close(): void;
}

/** Lines as things happen, on stderr; on a terminal also what is under way and what is next, redrawn in place. */
export function createDisplay(stream: NodeJS.WriteStream, { plain }: { plain: boolean }): Display {
  const started = performance.now();
  const running = new Map<string, { since: number; progress: string }>();
  let plan: Plan | undefined;
  let waiting: string[] = [];
  let ahead: Outlook = { next: [], leftMs: 0 };
  let aheadSince = started;
  let drawn = 0;
  const elapsed = (since: number): string => `${Math.round((performance.now() - since) / 1000)} s`;
  const paint = (format: Parameters<typeof styleText>[0], text: string): string => (plain ? text : styleText(format, text, { stream }));
  const left = (): string => {
    const ms = ahead.leftMs - (performance.now() - aheadSince);
    return ms > 0 ? `about ${roughly(ms)} left` : 'should be over any moment';
  };

  const erase = (): void => {
    if (drawn > 0) stream.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = (): void => {
    if (plain) return;
    erase();
    const lines = [...running].map(
      ([id, { since, progress }]) => `${paint('cyan', '▸')} ${id} ${paint('dim', `${elapsed(since)}  ${progress}`)}`,
    );
    const [next, ...later] = ahead.next;
    if (next) lines.push(paint('dim', `  next: ${next}${later.length > 0 ? `; then ${later.length} more` : ''}`));
    lines.push(paint('dim', `  ${elapsed(started)} elapsed${plan ? `, ${left()}` : ''}`));
    const width = stream.columns || 100;
    stream.write(lines.map((line) => `${cut(line, width)}\n`).join(''));
    drawn = lines.length;
  };
  const say = (text: string): void => {
    erase();
    stream.write(`${plain ? `[${elapsed(started).padStart(6)}] ` : ''}${text}\n`);
    draw();
  };
  const changed = (): void => {
    if (plan) ahead = outlook(plan, waiting, new Map([...running].map(([id, { since }]) => [id, performance.now() - since])));
    aheadSince = performance.now();
  };
  const starts = (id: string): void => {
    waiting = waiting.filter((one) => one !== id);
    running.set(id, { since: performance.now(), progress: '' });
    changed();
  };
  const timer = plain ? undefined : setInterval(draw, 500).unref();

  return {
    planned: (planned: Plan) => {
      plan = planned;
      waiting = planned.tasks.map(({ id }) => id);
      const gates = planned.gates.map(({ id }) => id);
      const time = gates.length > 0 ? `, about ${roughly(planned.estimateMs)}` : '';
      const elsewhere = planned.elsewhere.length > 0 ? `; ${planned.elsewhere.length} left to other shards` : '';
      if (waiting.includes(SYSTEM)) starts(SYSTEM);
      changed();
      say(`${gates.length} gates${time}: ${gates.join(', ') || 'none to run'}${elsewhere}`);
    },
    note: say,
    gateStarted: ({ id }) => {
      starts(id);
      if (plain) say([`${id} started`, ahead.next[0] && `next: ${ahead.next[0]}`, left()].filter(Boolean).join('; '));
      else draw();
    },
    gateProgress: ({ id }, text) => {
      const entry = running.get(id);
      if (entry) running.set(id, { ...entry, progress: text });
      if (plain) say(`${id}: ${text}`);
      else draw();
    },
    gateFinished: (gate: AnyGate, result: ReportGate, judgement) => {
      const id = gate.id === systemStart.id ? SYSTEM : gate.id;
      running.delete(id);
      waiting = waiting.filter((one) => one !== id);
      changed();
      if (judgement.problem !== undefined) say(`${verdictMark('INCONCLUSIVE', paint)} ${gate.id}: ${judgement.problem}`);
      else say(`${gate.id} ${paint('dim', `took ${(result.durationMs / 1000).toFixed(1)} s`)}`);
      for (const { clause, verdict, reason } of judgement.answers) say(`  ${verdictMark(verdict, paint)} ${clause}  ${reason}`);
    },
    close: () => {
      clearInterval(timer);
      erase();
    },
  };
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

const COLOUR = { PASS: 'green', FAIL: 'red', INCONCLUSIVE: 'yellow', WAIVED: 'magenta' } as const;

/** A verdict in its colour, padded so that columns align; the word itself says it, colour only helps. */
export function verdictMark(verdict: Verdict, paint: Paint): string {
  return paint(COLOUR[verdict], verdict.padEnd(12));
}

/** `45 s`, `12 min`: estimates are not worth more digits. */
export function roughly(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Cuts a line to the terminal's width, not counting escape sequences, so that redrawing hits the right rows. */
function cut(line: string, width: number): string {
  const start = String.fromCharCode(27);
  let visible = 0;
  let result = '';
  for (const part of line.split(new RegExp(`(${start}\\[[0-9;]*m)`))) {
    if (part.startsWith(start)) result += part;
    else {
      const room = Math.max(0, width - 1 - visible);
      result += part.slice(0, room);
      visible += Math.min(part.length, room);
    }
  }
  return result;
}
