// Header {magic, layers, d, ff, vocab, step}, then weights, average, momentum, Adam m, v (f32); see checkpoint.py.
#pragma once
#include <cstdio>
#include <string>
#include "model.h"

struct Head { char magic[8]; int32_t layers, d, ff, vocab; int64_t step; };
static void save(const std::string& path, long step) {
    std::string tmp = path + ".tmp"; FILE* f = fopen(tmp.c_str(), "wb"); if (!f) { perror("save"); return; }
    Head h{}; memcpy(h.magic, "tinytrn1", 8); h.layers = L; h.d = D; h.ff = F; h.vocab = V; h.step = step;
    fwrite(&h, sizeof h, 1, f); for (float* a : {P, EMA, MOM, AM, AV}) fwrite(a, 4, NP, f);
    bool ok = !ferror(f); ok = !fclose(f) && ok; if (ok) rename(tmp.c_str(), path.c_str());
}
