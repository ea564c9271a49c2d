// Rows from standard input, put together to units of work.
#pragma once
#include <algorithm>
#include <cstdio>
#include <vector>
#include "simd.h"

struct Block { int start, len, base, pend; };      // tokens from start on see pend tokens from base on (their spine) and themselves
constexpr int KNOWN = 3;                           // kinds of what early blocks have to know at a token
struct Row {
    int T, Tp; std::vector<int> tok, pos, lab, early[KNOWN]; std::vector<float> w, wearly[KNOWN]; std::vector<Block> blocks;
    // lab, w: what follows, and how much it counts; early: asked before block EARLY
    void resize(int n) { for (auto v : {&tok, &pos, &lab}) v->resize(n, 0); for (auto& v : early) v.resize(n, 0); w.resize(n, 0.f); for (auto& v : wearly) v.resize(n, 0.f); }
};
static bool read_row(FILE* f, Row& r) {
    // short rows are put together until a unit of work is large enough; they do not see each other
    r = Row{};
    while (r.T < UNIT) {
        int h[3]; if (fread(h, 4, 3, f) != 3) return false;
        int T = h[0], spine = h[1], nb = h[2], at = r.T, to = at + up16(T);
        if (T <= 0 || to > TMAX) { fprintf(stderr, "bad row\n"); return false; }
        std::vector<int> b(3 * nb);
        if (nb && fread(b.data(), 4, 3 * nb, f) != (size_t)3 * nb) return false;
        r.resize(to);
        auto get = [&](void* to, size_t n) { return fread(to, 4, n, f) == n; };
        for (auto v : {&r.tok, &r.pos, &r.lab}) if (!get(v->data() + at, T)) return false;
        for (auto& v : r.early) if (!get(v.data() + at, T)) return false;
        if (!get(r.w.data() + at, T)) return false;
        for (auto& v : r.wearly) if (!get(v.data() + at, T)) return false;
        for (int s = 0; s < spine; s += CHUNK) r.blocks.push_back({at + s, std::min(CHUNK, spine - s), at, s});
        for (int i = 0; i < nb; i++) r.blocks.push_back({at + b[3 * i], b[3 * i + 1], at, b[3 * i + 2]});
        if (T < up16(T)) r.blocks.push_back({at + T, up16(T) - T, at, 0});   // padding, sees itself
        r.T = to;
    }
    r.Tp = up32(r.T);                                                // the rest is seen by nothing
    r.resize(r.Tp);
    for (auto& k : r.blocks) if (up32(k.pend) + up32(k.len + 15) > WMAX || k.len > 480) { fprintf(stderr, "row too wide\n"); exit(1); }
    return true;
}
