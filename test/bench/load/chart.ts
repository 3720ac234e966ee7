import { grouped } from '../../../shared/cli/terminal.ts';
import { type Axis, linearAxis, logarithmicAxis } from './axis.ts';

interface Point {
  x: number;
  y: number;
}

interface Series {
  name: string;
  points: readonly Point[];
  /** What the others are held against: grey, dashed and without dots. */
  isReference?: boolean;
}

interface Panel {
  /** What is drawn upwards, with its unit. */
  title: string;
  isLogarithmic?: boolean;
  series: readonly Series[];
}

export interface Chart {
  title: string;
  subtitle: string;
  /** What every panel has to the right, with its unit. */
  xTitle: string;
  panels: readonly Panel[];
}

const plot = { width: 340, height: 240 };
const margin = { left: 64, top: 104, right: 24, bottom: 56 };
const panelWidth = margin.left + plot.width + margin.right;
const height = margin.top + plot.height + margin.bottom;
/** Told apart by those who see no colours by their lightness, too. */
const colours = ['#0b5cad', '#d9730d', '#2f9e44'];
const grey = '#868e96';

/** A chart with its panels side by side, as an SVG with a background of its own: for pages light and dark. */
export function chartSvg({ title, subtitle, xTitle, panels }: Chart): string {
  const width = panelWidth * panels.length;
  const parts = panels.map((panel, nth) => panelSvg(panel, xTitle, nth * panelWidth));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#343a40">
<title>${escaped(title)}</title>
<desc>${escaped(subtitle)}</desc>
<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>
${text(16, 26, title, 'font-size="16" font-weight="600"')}
${text(16, 46, subtitle)}
${parts.join('\n')}
</svg>
`;
}

function panelSvg({ title, isLogarithmic, series }: Panel, xTitle: string, offset: number): string {
  const points = series.flatMap((one) => one.points);
  const xAxis = linearAxis(points.map(({ x }) => x));
  const yAxis = (isLogarithmic ? logarithmicAxis : linearAxis)(points.map(({ y }) => y));
  const place = ({ x, y }: Point) => ({
    x: rounded(offset + margin.left + xAxis.at(x) * plot.width),
    y: rounded(margin.top + (1 - yAxis.at(y)) * plot.height),
  });
  return [
    text(offset + margin.left, 72, title, 'font-weight="600"'),
    ...gridSvg(xAxis, yAxis, offset),
    text(offset + margin.left + plot.width / 2, height - 16, xTitle, 'text-anchor="middle"'),
    ...series.map((one, nth) => seriesSvg(one, colourOf(one, nth), place)),
    ...series.map((one, nth) => legendSvg(one, colourOf(one, nth), offset, nth)),
  ].join('\n');
}

const colourOf = ({ isReference }: Series, nth: number): string =>
  isReference ? grey : (colours[nth % colours.length] ?? grey);

function gridSvg(xAxis: Axis, yAxis: Axis, offset: number): string[] {
  const [left, right] = [offset + margin.left, offset + margin.left + plot.width];
  const bottom = margin.top + plot.height;
  return [
    ...yAxis.ticks.flatMap((tick) => {
      const y = rounded(margin.top + (1 - yAxis.at(tick)) * plot.height);
      return [
        `<path d="M${left} ${y}H${right}" stroke="#dee2e6"/>`,
        text(left - 8, y + 4, grouped(tick), 'text-anchor="end"'),
      ];
    }),
    ...xAxis.ticks.flatMap((tick) => {
      const x = rounded(left + xAxis.at(tick) * plot.width);
      return [
        `<path d="M${x} ${bottom}v5" stroke="#868e96"/>`,
        text(x, bottom + 20, grouped(tick), 'text-anchor="middle"'),
      ];
    }),
    `<path d="M${left} ${bottom}H${right}" stroke="#868e96"/>`,
  ];
}

function seriesSvg(
  { points, isReference }: Series,
  colour: string,
  place: (point: Point) => Point,
): string {
  const places = points.map(place);
  const line = places.map(({ x, y }) => `${x},${y}`).join(' ');
  const look = isReference ? 'stroke-dasharray="4 4"' : 'stroke-width="2"';
  const dots = isReference
    ? []
    : places.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`);
  return [`<polyline points="${line}" fill="none" stroke="${colour}" ${look}/>`, ...dots].join(
    '\n',
  );
}

function legendSvg(
  { name, isReference }: Series,
  colour: string,
  offset: number,
  nth: number,
): string {
  const x = offset + margin.left + nth * 110;
  const look = isReference ? 'stroke-dasharray="4 4"' : 'stroke-width="2"';
  return `<path d="M${x} 87h18" stroke="${colour}" ${look}/>\n${text(x + 24, 91, name)}`;
}

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escaped(content)}</text>`;

const rounded = (value: number): number => Math.round(value * 10) / 10;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
