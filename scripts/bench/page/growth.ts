/** How figures grow with the number of orders, as drawings: one a family, both scales logarithmic. */
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { DeskBench } from '../desk/main.ts';
import type { PeersBench } from '../peers/main.ts';
import type { Results } from './results.ts';

echarts.use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** A line: the milliseconds of its median at each number of orders. */
interface Line {
  readonly name: string;
  readonly points: readonly (readonly [orders: number, milliseconds: number])[];
}

export interface Drawing {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

const [WIDTH, HEIGHT] = [800, 380];

function draw(title: string, lines: readonly Line[]): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: title, left: 8, top: 6, textStyle: { fontSize: 14 } },
    legend: { orient: 'vertical', right: 28, top: 24, itemHeight: 8, itemGap: 3, textStyle: { fontSize: 10 } },
    grid: { left: 64, right: 270, top: 60, bottom: 44 },
    xAxis: { type: 'log', name: 'orders', nameLocation: 'middle', nameGap: 26, min: 10_000, max: 1_000_000 },
    yAxis: { type: 'log', name: 'ms', axisLabel: { formatter: (value: number) => String(value) } },
    series: lines.map(({ name, points }) => ({ type: 'line', name, data: points.map((point) => [...point]) })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}

interface Family {
  readonly file: string;
  readonly title: string;
  readonly of: (name: string) => boolean;
}

const starting =
  (...beginnings: readonly string[]) =>
  (name: string): boolean =>
    beginnings.some((beginning) => name.startsWith(beginning));

/** Every figure of a desk is in one of them. */
const FAMILIES: readonly Family[] = [
  { file: 'growth-open', title: 'Opening', of: starting('open.') },
  { file: 'growth-exact', title: 'A whole identifier', of: starting('search.exact.') },
  { file: 'growth-suffix', title: 'Last characters of an identifier', of: starting('search.suffix.') },
  {
    file: 'growth-names',
    title: 'Names, pinyin, initials, misses',
    of: (name) => /^search\.(?!exact\.|suffix\.)/u.test(name),
  },
  { file: 'growth-cases', title: 'A case and its commands', of: starting('case.', 'command.', 'work.') },
  { file: 'growth-queues', title: 'Pages of queues', of: (name) => /^queue\.page\.\w+$/u.test(name) },
  {
    file: 'growth-queues-filtered',
    title: 'Pages of queues with filters',
    of: (name) => /^queue\.page\.\w+\./u.test(name),
  },
  { file: 'growth-port', title: 'Over the MessagePort', of: starting('port.') },
  { file: 'growth-http', title: 'Over HTTP', of: starting('http.') },
];

function deskLines(benches: readonly DeskBench[], of: (name: string) => boolean): Line[] {
  const names = [...new Set(benches.flatMap(({ figures }) => figures.map(({ name }) => name)))].filter(of);
  return names.map((name) => ({
    name: name.split('.').slice(1).join('.'),
    points: benches.flatMap(({ orders, figures }) => {
      const found = figures.find((each) => each.name === name);
      return found === undefined ? [] : [[orders, found.p50 / 1000] as const];
    }),
  }));
}

function peerLines(benches: readonly PeersBench[], question: string): Line[] {
  const names = [...new Set(benches.flatMap(({ peers }) => peers.map(({ peer }) => peer)))];
  const lines = names.map((peer) => ({
    name: peer,
    points: benches.flatMap(({ orders, peers }) => {
      const outcome = peers.find((each) => each.peer === peer);
      const answers = outcome === undefined || 'cannot' in outcome ? [] : outcome.answers;
      const timing = answers.find((answer) => answer.question === question)?.timing ?? null;
      return timing === null ? [] : [[orders, timing.p50 / 1000] as const];
    }),
  }));
  // Whoever cannot answer has no line.
  return lines.filter(({ points }) => points.length > 0);
}

/** Throws where a figure belongs to no drawing. */
export function growthDrawings({ desk, peers }: Results): readonly Drawing[] {
  const names = desk.flatMap(({ figures }) => figures.map(({ name }) => name));
  const homeless = names.find((name) => !FAMILIES.some(({ of }) => of(name)));
  if (homeless !== undefined) throw new Error(`no drawing for ${homeless}`);
  const ofDesk = FAMILIES.map(({ file, title, of }) => ({
    file: `${file}.svg`,
    title,
    svg: draw(title, deskLines(desk, of)),
  }));
  const answers = peers.flatMap(({ peers: all }) => all.flatMap((peer) => ('cannot' in peer ? [] : peer.answers)));
  const ofPeers = [...new Set(answers.map(({ question }) => question))].map((question) => {
    const title = `${question}: the desk and its peers`;
    return { file: `peers-${question}.svg`, title, svg: draw(title, peerLines(peers, question)) };
  });
  return [...ofDesk, ...ofPeers];
}
