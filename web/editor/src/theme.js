// How the editor looks. All colours are custom properties of the page, with fallbacks for light
// and dark; ../README.md lists them. Nothing here moves, so there is no motion to reduce.

import { EditorView } from '@codemirror/view';
import { StyleModule } from 'style-mod';

const FALLBACKS = {
  background: 'light-dark(#ffffff, #16181d)',
  text: 'light-dark(#1f2328, #e3e6ea)',
  muted: 'light-dark(#59626d, #9ba4af)',
  border: 'light-dark(#d8dce1, #343a43)',
  raised: 'light-dark(#f6f7f9, #1f232a)',
  accent: 'light-dark(#3a54c4, #9db0ff)',
  selection: 'light-dark(#dbe4fd, #283560)',
  match: 'light-dark(#ffe49c, #453609)',
  property: 'light-dark(#27457e, #a9c4f5)',
  string: 'light-dark(#1f5f4a, #a4d6b4)',
  number: 'light-dark(#8a4b08, #e5b877)',
  keyword: 'light-dark(#7a3590, #d5a6e6)',
  punctuation: 'light-dark(#565e69, #adb5bf)',
  error: 'light-dark(#b3261e, #ff8f85)',
  warning: 'light-dark(#855800, #e9b44c)',
  info: 'light-dark(#2b5fa8, #8dbbf2)',
  allow: 'light-dark(#00694f, #4fcaa3)',
  deny: 'light-dark(#a83b00, #ff9466)',
};

const colour = (name) => `var(--cm-${name})`;
const tint = (name, percent) => `color-mix(in srgb, ${colour(name)} ${percent}%, transparent)`;

const FONT =
  "var(--editor-font, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, " +
  "'DejaVu Sans Mono', monospace)";
const FONT_SIZE = 'var(--editor-font-size, 13px)';

/** Outlines for signs: drawn, not typed, so that every system shows the same. */
const SHAPES = {
  none: 'inset(50%)',
  circle: 'inset(0 round 50%)',
  triangle: 'polygon(50% 4%, 100% 94%, 0 94%)',
  square: 'inset(8% round 2px)',
  diamond: 'polygon(50% 0, 100% 50%, 50% 100%, 0 50%)',
  arrow: 'polygon(18% 6%, 88% 50%, 18% 94%)',
  check: 'polygon(13% 43%, 0 58%, 38% 92%, 100% 22%, 86% 8%, 37% 64%)',
  cross:
    'polygon(18% 4%, 50% 36%, 82% 4%, 96% 18%, 64% 50%, 96% 82%, 82% 96%, 50% 64%, ' +
    '18% 96%, 4% 82%, 36% 50%, 4% 18%)',
};

const sign = (shape, name) => ({ clipPath: SHAPES[shape], backgroundColor: colour(name) });

const frame = {
  '&': {
    flex: '1 1 auto',
    minHeight: '0',
    minWidth: '0',
    color: colour('text'),
    backgroundColor: colour('background'),
    fontSize: FONT_SIZE,
  },
  '&.cm-focused': { outline: 'none' },
  // Above the gutters, which would cover an outline.
  '&.cm-focused:after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '250',
    border: `2px solid ${colour('accent')}`,
    pointerEvents: 'none',
  },
  // Browsers of phones zoom into a field whose text is smaller.
  '@media (pointer: coarse)': {
    '.cm-scroller, .cm-textfield': { fontSize: `max(16px, ${FONT_SIZE})` },
  },
  '.cm-scroller': { fontFamily: FONT, lineHeight: '1.5' },
  '.cm-content': { padding: '8px 0', caretColor: colour('text') },
  // Rows of a wrapped line hang on its indentation, see wrapping.js.
  '.cm-line': {
    padding: '0 8px 0 calc(6px + var(--cm-indent, 0ch))',
    textIndent: 'calc(-1 * var(--cm-indent, 0ch))',
  },
  '.cm-cursor, .cm-dropCursor': { borderLeft: `2px solid ${colour('text')}`, marginLeft: '-1px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine:not(.cm-lines)': { backgroundColor: tint('muted', 7) },
  '.cm-selectionBackground': { background: `${colour('selection')} !important` },
  '.cm-content ::selection, .cm-line::selection': { backgroundColor: colour('selection') },
  '.cm-selectionMatch': { backgroundColor: tint('accent', 14) },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: tint('accent', 14),
    outline: `1px solid ${colour('accent')}`,
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    outline: `1px dashed ${colour('error')}`,
    borderRadius: '2px',
  },
  '.cm-specialChar': { color: colour('error') },
};

const tokens = {
  '.cm-json-property': { color: colour('property') },
  '.cm-json-string': { color: colour('string') },
  '.cm-json-number': { color: colour('number') },
  '.cm-json-keyword': { color: colour('keyword') },
  '.cm-json-punctuation': { color: colour('punctuation') },
  '.cm-json-invalid': { color: colour('error') },
};

const gutters = {
  '.cm-gutters': {
    color: colour('muted'),
    backgroundColor: colour('background'),
    border: 'none',
    paddingLeft: '4px',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: colour('text') },
  '.cm-lineNumbers .cm-gutterElement': {
    padding: '0 4px 0 0',
    minWidth: '20px',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', textAlign: 'center', cursor: 'pointer' },
  '@media (max-width: 480px)': { '.cm-foldGutter': { display: 'none !important' } },
  '.cm-foldPlaceholder': {
    color: colour('muted'),
    backgroundColor: colour('raised'),
    border: `1px solid ${colour('border')}`,
    padding: '0 4px',
  },
};

const findings = {
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0', display: 'flex', justifyContent: 'center' },
  // The sign stands in the middle of the first row of its line.
  '.cm-lint-marker': {
    width: '10px',
    height: '10px',
    content: 'normal',
    marginTop: 'calc(0.75em - 5px)',
  },
  '.cm-lint-marker-error': { content: 'normal', ...sign('circle', 'error') },
  '.cm-lint-marker-warning': { content: 'normal', ...sign('triangle', 'warning') },
  '.cm-lint-marker-info': { content: 'normal', ...sign('square', 'info') },
  '.cm-lintRange': {
    backgroundImage: 'none',
    paddingBottom: '0',
    textDecoration: 'underline 1.5px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-error': {
    textDecorationStyle: 'wavy',
    textDecorationThickness: '1px',
    textDecorationColor: colour('error'),
  },
  '.cm-lintRange-warning': {
    textDecorationStyle: 'dashed',
    textDecorationColor: colour('warning'),
  },
  '.cm-lintRange-info': { textDecorationStyle: 'dotted', textDecorationColor: colour('info') },
  '.cm-lintPoint-error:after': { borderBottomColor: colour('error') },
  '.cm-lintPoint-warning:after': { borderBottomColor: colour('warning') },
  '.cm-lintPoint-info:after': { borderBottomColor: colour('info') },
};

const pathMark = (name, line, shape) => ({
  '--path-colour': colour(name),
  '--path-line': line,
  '--path-shape': SHAPES[shape],
});

// Weakest kind first: a line of several kinds is drawn as the last of them. A statement that
// decides keeps its sign and its broad bar, and takes the colour of the verdict when it is told.
const path = {
  '.cm-path-gutter': { width: '20px' },
  '.cm-path-sign, .cm-path-rest': {
    height: '100%',
    boxSizing: 'border-box',
    borderRight: 'var(--path-line) var(--path-colour)',
  },
  '.cm-path-sign:before': {
    content: '""',
    display: 'block',
    width: '9px',
    height: '9px',
    position: 'relative',
    top: 'calc(0.75em - 4.5px)',
    left: '2px',
    clipPath: 'var(--path-shape)',
    backgroundColor: 'var(--path-colour)',
  },
  '.cm-margin-sign': { display: 'grid', placeItems: 'center', width: '14px', height: '1.5em' },
  '.cm-margin-sign:before': {
    content: '""',
    boxSizing: 'border-box',
    width: '9px',
    height: '9px',
    border: `1.5px solid ${colour('muted')}`,
    borderRadius: '50%',
  },
  '.cm-margin-full:before': { backgroundColor: colour('muted') },
  '.cm-margin-half:before': {
    backgroundImage: `linear-gradient(to right, ${colour('muted')} 50%, transparent 50%)`,
  },
  '.cm-path-dim': pathMark('border', '2px dotted', 'none'),
  '.cm-path-hover': pathMark('accent', '2px dashed', 'arrow'),
  '.cm-path-allows': pathMark('allow', '2px solid', 'check'),
  '.cm-path-denies': pathMark('deny', '2px solid', 'cross'),
  '.cm-path-decides': { '--path-line': '4px solid', '--path-shape': SHAPES.diamond },
  '.cm-path-decides:not(.cm-path-allows, .cm-path-denies)': { '--path-colour': colour('accent') },
  '@media (forced-colors: active)': {
    '.cm-path-sign:before, .cm-lint-marker': {
      forcedColorAdjust: 'none',
      backgroundColor: 'CanvasText',
    },
  },
  '.cm-lines-hover': { backgroundColor: tint('accent', 8) },
  '.cm-lines-decides': { backgroundColor: tint('accent', 10) },
  '.cm-lines-allows': { backgroundColor: tint('allow', 9) },
  '.cm-lines-denies': { backgroundColor: tint('deny', 9) },
  '.cm-part': { borderRadius: '3px' },
  '.cm-part-hover': { backgroundColor: tint('accent', 8) },
  '.cm-part-decides': { backgroundColor: tint('accent', 10) },
  '.cm-part-allows': { backgroundColor: tint('allow', 9) },
  '.cm-part-denies': { backgroundColor: tint('deny', 9) },
  '.cm-lines-dim, .cm-lines-dim span, .cm-part-dim, .cm-part-dim span': { color: colour('muted') },
  '.cm-reveal': {
    backgroundColor: tint('accent', 14),
    boxShadow: `0 0 0 2px ${colour('accent')}`,
    boxDecorationBreak: 'clone',
    borderRadius: '2px',
  },
};

const tooltips = {
  '.cm-tooltip': {
    color: colour('text'),
    backgroundColor: colour('raised'),
    border: `1px solid ${colour('border')}`,
    borderRadius: '6px',
    boxShadow: '0 4px 16px rgb(0 0 0 / 0.16)',
    overflow: 'hidden',
  },
  '.cm-tooltip-hover': { maxWidth: 'min(480px, 92vw)' },
  '.cm-tooltip .cm-tooltip-section:not(:first-child)': {
    borderTop: `1px solid ${colour('border')}`,
  },
  '.cm-tooltip-text': { padding: '8px 12px', whiteSpace: 'pre-wrap', lineHeight: '1.5' },
  '.cm-tooltip code': { fontFamily: FONT },
  '.cm-diagnostic': { padding: '8px 12px', marginLeft: '0', lineHeight: '1.5' },
  '.cm-diagnostic-error': { borderLeft: `3px solid ${colour('error')}` },
  '.cm-diagnostic-warning': { borderLeft: `3px solid ${colour('warning')}` },
  '.cm-diagnostic-info': { borderLeft: `3px solid ${colour('info')}` },
  '.cm-severity': { fontWeight: '600' },
  '.cm-severity-error': { color: colour('error') },
  '.cm-severity-warning': { color: colour('warning') },
  '.cm-severity-info': { color: colour('info') },
  '.cm-diagnosticCode': { display: 'block', color: colour('muted'), fontSize: '12px' },
  '.cm-diagnosticAction': {
    display: 'block',
    minHeight: '26px',
    margin: '6px 0 2px',
    padding: '2px 10px',
    color: colour('accent'),
    backgroundColor: colour('background'),
    border: `1px solid ${colour('accent')}`,
    borderRadius: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: FONT,
    fontSize: FONT_SIZE,
    maxWidth: 'min(560px, 92vw)',
    maxHeight: '15em',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '24px',
    minHeight: '24px',
    padding: '2px 10px',
    lineHeight: '1.5',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: colour('text'),
    backgroundColor: colour('selection'),
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: colour('muted'), fontStyle: 'normal', marginLeft: '0' },
  'li[aria-selected] .cm-completionDetail': { color: colour('text') },
};

const panels = {
  '.cm-panels': {
    color: colour('text'),
    backgroundColor: colour('raised'),
    borderColor: colour('border'),
  },
  '.cm-panels-top': { borderBottom: `1px solid ${colour('border')}` },
  '.cm-notice': { padding: '6px 12px', lineHeight: '1.5' },
  '.cm-panel.cm-search': { padding: '6px 36px 6px 8px' },
  '.cm-panel.cm-search > :not([name=close])': { verticalAlign: 'middle' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '24px',
    fontSize: '12px',
  },
  '.cm-panel.cm-search input[type=checkbox]': {
    width: '16px',
    height: '16px',
    margin: '0',
    accentColor: colour('accent'),
  },
  '.cm-panel.cm-search [name=close]': {
    width: '28px',
    height: '28px',
    top: '4px',
    right: '4px',
    color: colour('text'),
    fontSize: '18px',
    cursor: 'pointer',
  },
  '.cm-textfield': {
    minHeight: '26px',
    boxSizing: 'border-box',
    color: colour('text'),
    backgroundColor: colour('background'),
    border: `1px solid ${colour('muted')}`,
    borderRadius: '4px',
    fontFamily: FONT,
    fontSize: 'inherit',
  },
  '.cm-textfield::placeholder': { color: colour('muted'), opacity: '1' },
  '.cm-button': {
    minHeight: '26px',
    color: colour('text'),
    backgroundColor: colour('background'),
    backgroundImage: 'none',
    border: `1px solid ${colour('border')}`,
    borderRadius: '4px',
    fontSize: '12px',
    cursor: 'pointer',
  },
  '.cm-button:active': { backgroundImage: 'none', backgroundColor: colour('selection') },
  '.cm-panels :focus-visible, .cm-diagnosticAction:focus-visible': {
    outline: `2px solid ${colour('accent')}`,
    outlineOffset: '1px',
  },
  '.cm-searchMatch': { backgroundColor: colour('match'), borderRadius: '2px' },
  '.cm-searchMatch-selected': {
    backgroundColor: colour('match'),
    outline: `2px solid ${colour('accent')}`,
  },
};

/** The element is a box that its editor fills; its size is the page's to set. */
const box = new StyleModule({
  'json-editor': {
    display: 'flex',
    flexDirection: 'column',
    minWidth: '0',
    ...Object.fromEntries(
      Object.entries(FALLBACKS).map(([name, fallback]) => [
        `--cm-${name}`,
        `var(--editor-${name}, ${fallback})`,
      ]),
    ),
  },
});

export const theme = [
  EditorView.styleModule.of(box),
  EditorView.theme({
    ...frame,
    ...tokens,
    ...gutters,
    ...findings,
    ...path,
    ...tooltips,
    ...panels,
  }),
];
