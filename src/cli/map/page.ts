import { forHtml } from '../escape';
import { drawing } from './drawing';
import { EventMap, isDelivery, MapNode, Neighbour, neighboursIn, worstOf } from './graph';
import { FindingSeverity } from '../../validation/finding';
import { count } from '../formatters/text';

const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --quiet: #616161; --page: #fff; --box: #f6f8fa; --line: #8a8a8a; --error: #c50f1f; --error-box: #fde7e9; --warning: #9d5d00; --warning-box: #fff4ce; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f0f0; --quiet: #adadad; --page: #1f1f1f; --box: #2b2b2b; --line: #8a8a8a; --error: #ff99a4; --error-box: #442726; --warning: #fce100; --warning-box: #433519; } }
body { margin: 2rem; font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); }
figure { margin: 0 0 2rem; overflow-x: auto; }
svg { display: block; font: 13px system-ui, sans-serif; }
svg text { fill: var(--text); }
svg .what, svg .when { fill: var(--quiet); font-size: 11.5px; }
svg .name { font-weight: 600; }
svg rect { fill: var(--box); stroke: var(--line); }
svg .error rect { fill: var(--error-box); stroke: var(--error); stroke-width: 2; }
svg .warning rect { fill: var(--warning-box); stroke: var(--warning); stroke-width: 2; }
svg .edge { fill: none; stroke: var(--line); }
svg .sometimes { stroke-dasharray: 4 4; }
svg marker path { fill: var(--line); }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
ul { margin: 0; padding-left: 1.1rem; }
li.error::marker { content: '✖ '; color: var(--error); }
li.warning::marker { content: '▲ '; color: var(--warning); }
code { font-size: 12.5px; }
`;

/** The map as one page that opens from disk, without scripts and without a network. */
export function page(map: EventMap): string {
  const findings = map.nodes.flatMap(node => node.findings);
  const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  const functions = map.nodes.filter(({ column }) => column === 'function').length;
  const rows = map.nodes.filter(isDelivery);
  const neighbours = neighboursIn(map);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Event sources</title>',
    `<style>${STYLE}</style></head>`,
    '<body>',
    '<h1>Event sources</h1>',
    `<p>${count(rows.length, 'delivery', 'deliveries')} to ${count(functions, 'function')}; ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}.</p>`,
    `<figure>${drawing(map)}</figure>`,
    '<table><thead><tr><th>source</th><th>delivery</th><th>function</th><th>destinations</th><th>findings</th></tr></thead><tbody>',
    ...rows.map(node => row(node, neighbours.get(node.id)!)),
    '</tbody></table>',
    ...map.notDrawn.length > 0 ? [`<h2>Not drawn</h2><ul>${map.notDrawn.map(what => `<li>${forHtml(what)}</li>`).join('')}</ul>`] : [],
    '</body>',
    '</html>',
  ].join('\n');
}

function row(node: MapNode, neighbours: readonly Neighbour[]): string {
  const before = neighbours.filter(({ isBefore }) => isBefore);
  const after = neighbours.filter(({ isBefore }) => !isBefore);
  const isFunction = ({ node: { column } }: Neighbour) => column === 'function';
  const cells = [
    before.filter(other => !isFunction(other)).map(other => named(other.node)),
    [named(node), ...node.lines.map(line => `<code>${forHtml(line)}</code>`)],
    [...before, ...after].filter(isFunction).map(other => named(other.node)),
    after.filter(other => !isFunction(other)).map(({ node: other, when }) => `${forHtml(when ?? '')} ${named(other)}`),
  ].map(lines => `<td>${lines.join('<br>')}</td>`);
  return `<tr id="${node.id}">${cells.join('')}<td>${findingsOf(node)}</td></tr>`;
}

function named({ what, name }: MapNode): string {
  return `${forHtml(name)} <small>${forHtml(what)}</small>`;
}

function findingsOf({ findings }: MapNode): string {
  if (worstOf(findings) === undefined) { return 'none'; }
  return `<ul>${findings.map(({ severity, ruleId, statement, why, fix, url }) =>
    `<li class="${severity}">${severity}: ${forHtml(`${ruleId}: ${statement} ${why} ${fix}`)} <a href="${forHtml(url)}">AWS</a></li>`).join('')}</ul>`;
}
