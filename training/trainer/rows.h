// Rows from standard input, put together to units of work.
#pragma once
#include <algorithm>
#include <cstdio>
#include <vector>
#include "simd.h"

struct Block { int start, len, base, pend; };      // tokens from start on see pend tokens from base on (their spine) and themselves
struct Row { int T, Tp; std::vector<int> tok, pos, lab; std::vector<float> w; std::vector<Block> blocks; };
static bool read_row(FILE* f, Row& r) {
    // short rows are put together until a unit of work is large enough; they do not see each other
    r = Row{};
    while (r.T < UNIT) {
        int h[3]; if (fread(h, 4, 3, f) != 3) return false;
        int T = h[0], spine = h[1], nb = h[2], at = r.T, to = at + up16(T);
        if (T <= 0 || to > TMAX) { fprintf(stderr, "bad row\n"); return false; }
        std::vector<int> b(3 * nb);
        if (nb && fread(b.data(), 4, 3 * nb, f) != (size_t)3 * nb) return false;
        for (auto v : {&r.tok, &r.pos, &r.lab}) { v->resize(to, 0); if (fread(v->data() + at, 4, T, f) != (size_t)T) return false; }
        r.w.resize(to, 0.f); if (fread(r.w.data() + at, 4, T, f) != (size_t)T) return false;
        for (int s = 0; s < spine; s += CHUNK) r.blocks.push_back({at + s, std::min(CHUNK, spine - s), at, s});
        for (int i = 0; i < nb; i++) r.blocks.push_back({at + b[3 * i], b[3 * i + 1], at, b[3 * i + 2]});
        if (T < up16(T)) r.blocks.push_back({at + T, up16(T) - T, at, 0});   // padding, sees itself
        r.T = to;
    }
    r.Tp = up32(r.T);                                                // the rest is seen by nothing
    for (auto v : {&r.tok, &r.pos, &r.lab}) v->resize(r.Tp, 0);
    r.w.resize(r.Tp, 0.f);
    for (auto& k : r.blocks) if (up32(k.pend) + up32(k.len + 15) > WMAX || k.len > 480) { fprintf(stderr, "row too wide\n"); exit(1); }
    return true;
}
