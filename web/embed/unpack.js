// Unpacks LZMA (the format of `.lzma` files), which makes WebAssembly a fifth smaller than what
// browsers unpack by themselves. After the LZMA specification of Igor Pavlov.

/** Where the probabilities of each kind of bit begin, and how many there are. */
const MATCH = 0;
const REP = 192;
const REP_0 = 204;
const REP_1 = 216;
const REP_2 = 228;
const REP_0_LONG = 240;
const SLOT = 432;
const DISTANCE = 688;
const ALIGN = 804;
const LENGTH = 820;
const REP_LENGTH = 1334;
const LITERAL = 1848;

/** The bytes that were packed. Takes only what the build packed itself: nothing is checked. */
function unpack(packed) {
  const lc = packed[0] % 9;
  const lp = ((packed[0] / 9) | 0) % 5;
  const pb = (packed[0] / 45) | 0;
  const view = new DataView(packed.buffer, packed.byteOffset);
  const out = new Uint8Array(view.getUint32(5, true));
  const odds = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);
  let code = view.getUint32(14);
  let range = 0xffffffff;
  let from = 18;

  const shift = () => {
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | packed[from++]) >>> 0;
    }
  };
  const bit = (at) => {
    const bound = (range >>> 11) * odds[at];
    const is = code < bound ? 0 : 1;
    if (is) {
      range -= bound;
      code -= bound;
      odds[at] -= odds[at] >> 5;
    } else {
      range = bound;
      odds[at] += (2048 - odds[at]) >> 5;
    }
    shift();
    return is;
  };
  const bits = (at, count) => {
    let found = 1;
    for (let n = 0; n < count; n += 1) found = (found << 1) | bit(at + found);
    return found - (1 << count);
  };
  const backwards = (at, count) => {
    let node = 1;
    let found = 0;
    for (let n = 0; n < count; n += 1) {
      const is = bit(at + node);
      node = (node << 1) | is;
      found |= is << n;
    }
    return found;
  };
  const even = (count) => {
    let found = 0;
    for (let n = 0; n < count; n += 1) {
      range >>>= 1;
      const is = code < range ? 0 : 1;
      if (is) code -= range;
      found = (found << 1) | is;
      shift();
    }
    return found;
  };
  const length = (at, place) => {
    if (!bit(at)) return 2 + bits(at + 2 + place * 8, 3);
    if (!bit(at + 1)) return 10 + bits(at + 130 + place * 8, 3);
    return 18 + bits(at + 258, 8);
  };
  const distance = (long) => {
    const slot = bits(SLOT + 64 * Math.min(long - 2, 3), 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) << count;
    if (slot < 14) return start + backwards(DISTANCE + start - slot, count);
    return start + (even(count - 4) << 4) + backwards(ALIGN, 4);
  };

  let state = 0;
  let last = [0, 0, 0, 0];
  for (let at = 0; at < out.length; ) {
    const place = at & ((1 << pb) - 1);
    if (!bit(MATCH + state * 16 + place)) {
      const before = at ? out[at - 1] : 0;
      const literal = ((at & ((1 << lp) - 1)) << lc) + (before >> (8 - lc));
      const start = LITERAL + 0x300 * literal;
      let byte = 1;
      if (state > 6) {
        let like = out[at - last[0] - 1];
        while (byte < 0x100) {
          const wanted = (like >> 7) & 1;
          like <<= 1;
          const is = bit(start + ((1 + wanted) << 8) + byte);
          byte = (byte << 1) | is;
          if (is !== wanted) break;
        }
      }
      while (byte < 0x100) byte = (byte << 1) | bit(start + byte);
      out[at++] = byte;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let long;
    if (!bit(REP + state)) {
      long = length(LENGTH, place);
      last = [distance(long), last[0], last[1], last[2]];
      state = state < 7 ? 7 : 10;
    } else if (bit(REP_0 + state)) {
      const which = bit(REP_1 + state) ? 2 + bit(REP_2 + state) : 1;
      last = [last[which], ...last.filter((_, held) => held !== which)];
      long = length(REP_LENGTH, place);
      state = state < 7 ? 8 : 11;
    } else if (bit(REP_0_LONG + state * 16 + place)) {
      long = length(REP_LENGTH, place);
      state = state < 7 ? 8 : 11;
    } else {
      long = 1;
      state = state < 7 ? 9 : 11;
    }
    for (; long > 0; long -= 1, at += 1) out[at] = out[at - last[0] - 1];
  }
  return out;
}
