// What a terminal shows, as a page: the text with its escape sequences as `tmux capture-pane -e` prints it, one cell a column, Hangul two.

const COLOURS = ['#000000', '#cc3333', '#33aa33', '#b58900', '#4477dd', '#aa44aa', '#2aa1a1', '#d8d8d8'];
const BRIGHT = ['#666666', '#ff6666', '#66dd66', '#ffdd55', '#77aaff', '#dd77dd', '#66dddd', '#ffffff'];
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;
const STYLE = `body { margin: 0; background: #fff }
main { display: inline-block; padding: 8px; background: #15181c; color: #d8d8d8; font: 16px/18.62px "DejaVu Sans Mono", "NanumGothicCoding", monospace; white-space: pre }
i { display: inline-block; width: 1ch; font-style: normal; overflow: visible } i.w { width: 2ch } div { height: 18.62px }`;

// The style after a sequence of figures, `1;31` for example.
function styled(before, sequence) {
  const style = { ...before };
  const codes = sequence.split(';').map(Number);
  while (codes.length > 0) {
    const code = codes.shift();
    if (code === 0) Object.keys(style).forEach((key) => delete style[key]);
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 4) style.underlined = true;
    else if (code === 7) style.reversed = true;
    else if (code === 22) { delete style.bold; delete style.dim; }
    else if (code === 24) delete style.underlined;
    else if (code === 27) delete style.reversed;
    else if (code >= 30 && code < 38) style.colour = COLOURS[code - 30];
    else if (code >= 90 && code < 98) style.colour = BRIGHT[code - 90];
    else if (code === 38) style.colour = [...COLOURS, ...BRIGHT][codes.splice(0, 2)[1]]; // 5, then the number of the colour
    else if (code === 39) delete style.colour;
  }
  return style;
}

function css({ bold, dim, underlined, reversed, colour }) {
  const shown = [];
  if (bold) shown.push('font-weight: bold');
  if (dim) shown.push('opacity: .5');
  if (underlined) shown.push('text-decoration: underline');
  if (reversed) shown.push(`background: ${colour ?? '#d8d8d8'}; color: #15181c`);
  else if (colour) shown.push(`color: ${colour}`);
  return shown.join('; ');
}

const escaped = (sign) => sign.replace('&', '&amp;').replace('<', '&lt;');

function row(line, style) {
  let html = '';
  for (const piece of line.match(/\x1b\[[\d;]*m|[^\x1b]\u0301?/gu) ?? []) {
    if (piece.startsWith('\x1b')) style.now = styled(style.now, piece.slice(2, -1));
    else html += `<i${WIDE.test(piece) ? ' class="w"' : ''} style="${css(style.now)}">${escaped(piece)}</i>`;
  }
  return `<div>${html}</div>`;
}

export function asHtml(captured, width) {
  const style = { now: {} };
  const rows = captured.replace(/\n$/, '').split('\n').map((line) => row(line, style));
  return `<!doctype html><meta charset="utf-8"><style>${STYLE} main { width: ${width}ch }</style><main>${rows.join('')}</main>`;
}
