// Trainer for a small llama-architecture model on CPUs with AVX-512 bf16 (x86-64 v4 + avx512_bf16).
//
// Reads rows from standard input (see rows.py), trains with Muon (matrices) and Adam (embedding, norms), and writes a
// checkpoint with weights, their running average and the optimizer state. Forward and backward are written out by hand
// for this one architecture; every matrix product runs through one 32 x 32 block of bf16 products with f32 sums, on AMX where the CPU has it.
// A row is a spine (context, given notes) and branches (prompts with replies) that see the spine up to where they
// leave it and themselves, never each other: exactly what separate prompts with a shared prefix see. Early labels are asked
// of the stream before block EARLY: what later blocks have to find by has to be there by then.
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include "checkpoint.h"
#include "optimizer.h"

static int NT = 2;
static void parallel(int n, const std::function<void(int, int)>& f) {       // f(item, thread); items handed out in order
    std::atomic<int> next{0}; std::vector<std::thread> ts;
    auto go = [&](int id) { tiles(); for (int i; (i = next++) < n;) f(i, id); };
    for (int i = 1; i < NT; i++) ts.emplace_back(go, i);
    go(0); for (auto& t : ts) t.join();
}

static volatile sig_atomic_t asked_to_stop = 0;

int main(int argc, char** argv) {
    for (int s : {SIGTERM, SIGINT}) signal(s, [](int) { asked_to_stop = 1; });      // saves, then ends
    std::map<std::string, std::string> o = {{"resume", ""}, {"out", "model.ckpt"}, {"batch", "16"}, {"lr", "0.01"}, {"emb-lr", "0.15"}, {"minutes", "0"}, {"steps", "0"}, {"warmup", "100"},
        {"decay-from", "0.3"}, {"final", "0.02"}, {"ema", "0.998"}, {"weight-decay", "0.01"}, {"threads", "2"}, {"save-minutes", "5"}, {"grads", ""}, {"fresh-optimizer", "0"}};
    for (int i = 1; i + 1 < argc; i += 2) { if (!o.count(argv[i] + 2)) { fprintf(stderr, "unknown option %s\n", argv[i]); return 1; } o[argv[i] + 2] = argv[i + 1]; }
    auto num = [&](const char* k) { return atof(o[k].c_str()); };
    NT = num("threads");
    FILE* c = fopen(o["resume"].c_str(), "rb"); Head h;
    if (!c || fread(&h, sizeof h, 1, c) != 1 || memcmp(h.magic, "tinytrn1", 8)) { fprintf(stderr, "give --resume a checkpoint (start.py writes the first)\n"); return 1; }
    if (h.d != D || h.ff != F || h.vocab != V) { fprintf(stderr, "built for other sizes\n"); return 1; }
    L = h.layers; long step = h.step; layout();
    for (float** a : {&P, &EMA, &MOM, &AM, &AV}) { *a = alloc<float>(NP); if (fread(*a, 4, NP, c) != (size_t)NP) { fprintf(stderr, "short checkpoint\n"); return 1; } }
    fclose(c);
    if (num("fresh-optimizer")) { for (float* a : {MOM, AM, AV}) memset(a, 0, 4 * NP); memcpy(EMA, P, 4 * NP); }
    for (int l = 0; l < L; l++) {
        auto two = [](long n) { return Packed{alloc<u32>(n / 2), alloc<u32>(n / 2)}; };
        pk_qkv.push_back(two(3L * D * D)); pk_o.push_back(two((long)D * D)); pk_gu.push_back(two(2L * F * D)); pk_down.push_back(two((long)F * D));
    }
    pk_emb = {alloc<u32>((long)V * D / 2), alloc<u32>((long)V * D / 2)};
    rope_c = alloc<float>(4096L * HD); rope_s = alloc<float>(4096L * HD);
    for (int t = 0; t < 4096; t++) for (int i = 0; i < HD; i++) { double a = t * pow(10000.0, -2.0 * (i / 2) / HD); rope_c[t * HD + i] = cos(a); rope_s[t * HD + i] = i % 2 ? sin(a) : -sin(a); }
    std::vector<Worker*> ws; std::vector<Ortho*> os; std::vector<b16*> tmp;
    for (int i = 0; i < NT; i++) { ws.push_back(new Worker); os.push_back(new Ortho); tmp.push_back(alloc<b16>((long)std::max(std::max(3 * D, 2 * F), V) * D)); }
    auto pack_all = [&] {
        parallel(4 * L + 1, [&](int i, int t) {
            int l = i / 4; if (l == L) { pack(off_emb, V, D, pk_emb, tmp[t]); return; }
            switch (i % 4) {
                case 0: pack(lay[l].gu, 2 * F, D, pk_gu[l], tmp[t]); break; case 1: pack(lay[l].qkv, 3 * D, D, pk_qkv[l], tmp[t]); break;
                case 2: pack(lay[l].down, D, F, pk_down[l], tmp[t]); break; case 3: pack(lay[l].o, D, D, pk_o[l], tmp[t]);
            }
        });
    };
    int batch = num("batch"); std::vector<Row> rows(batch), ahead(batch); bool more = true;
    auto fetch = [&] { for (auto& r : ahead) if (!read_row(stdin, r)) { more = false; return; } };
    auto now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
    double t0 = now(), said = t0, saved = t0, tfwd = 0, topt = 0; long pos = 0, supervised = 0, since = 0, first = step; double acc[7] = {};
    fetch(); pack_all();
    while (more) {
        double frac = num("minutes") > 0 ? (now() - t0) / 60 / num("minutes") : num("steps") > 0 ? double(step - first) / num("steps") : 0;
        if (frac >= 1 || asked_to_stop) break;
        std::swap(rows, ahead); std::thread reader(fetch);
        float total = 0; for (auto& r : rows) { for (float w : r.w) total += w; for (auto& v : r.wearly) for (float w : v) total += w; pos += r.T; since += r.T; for (float w : r.w) supervised += w >= 0.9f; }
        std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.T > b.T; });
        double a = now();
        parallel(batch, [&](int i, int t) { ws[t]->run(rows[i], 1.f / total); });
        double b = now(); tfwd += b - a;
        if (!o["grads"].empty()) {                                   // for the check against torch: sums of the gradients, then stop
            for (long i = 0; i < NP; i++) for (int t = 1; t < NT; t++) ws[0]->G[i] += ws[t]->G[i];
            FILE* f = fopen(o["grads"].c_str(), "wb"); fwrite(ws[0]->G, 4, NP, f); fclose(f);
            double l = 0, w = 0; for (auto x : ws) l += x->loss, w += x->lossw; printf("loss %.6f\n", l / w); reader.detach(); fflush(stdout); _exit(0);
        }
        step++;
        double from = num("decay-from"), scale = std::min(1.0, (step - first) / std::max(1.0, num("warmup"))) * (frac < from ? 1 : std::max(num("final"), 1 - (frac - from) / (1 - from)));
        float lr = num("lr") * scale, decay = num("weight-decay");
        parallel(mats.size() + 1, [&](int i, int t) {
            if (i < (int)mats.size()) { muon(mats[i], ws, *os[t], lr, decay); return; }
            float e = lr * num("emb-lr"); adam(off_emb, (long)V * D, ws, e, step); adam(off_norm, D, ws, e, step);
            for (auto& y : lay) { adam(y.n1, D, ws, e, step); adam(y.n2, D, ws, e, step); }
        });
        float d = std::min<double>(num("ema"), 1 - 1.0 / (1 + (step - first) * 0.2 + (h.step ? 500 : 0)));
        parallel(64, [&](int i, int) {
            long lo = NP * i / 64, hi = NP * (i + 1) / 64;
            for (long q = lo; q < hi; q++) EMA[q] = d * EMA[q] + (1 - d) * P[q];
            for (auto w : ws) memset(w->G + lo, 0, 4 * (hi - lo));
        });
        pack_all(); topt += now() - b;
        for (auto w : ws) { acc[0] += w->loss; acc[1] += w->lossw; acc[2] += w->hit; acc[3] += w->hitn; acc[4] += w->rl; acc[5] += w->ans; acc[6] += w->ansn; w->loss = w->lossw = w->hit = w->hitn = w->rl = w->ans = w->ansn = 0; }
        double n = now();
        if (n - said > 30) {
            printf("step %ld  %.0f%%  lr %.5f  loss %.4f  replies %.4f  tokens right %.2f%%  answers %.1f%%  %.0f positions/s (%.0f supervised)  rows %.2fs optimizer %.2fs\n", step, 100 * frac, lr, acc[0] / acc[1], acc[4] / acc[3], 100 * acc[2] / acc[3], 100 * acc[5] / std::max(1.0, acc[6]),
                since / (n - said), (n - said) > 0 ? supervised / (n - said) : 0, tfwd, topt);
            fflush(stdout); said = n; since = supervised = 0; tfwd = topt = 0; memset(acc, 0, sizeof acc);
        }
        if (n - saved > 60 * num("save-minutes")) { save(o["out"], step); saved = n; }
        reader.join();
    }
    save(o["out"], step); printf("saved at step %ld\n", step); fflush(stdout); _exit(0);
}
