// Forward and backward of one row, written out for this architecture.
#pragma once
#include <cmath>
#include "model.h"
#include "rows.h"

struct Saved { float *x1, *x2, *r1, *r2; b16 *y1, *q, *o, *y2, *g, *u, *h; b16* prob; u32 *ki, *vt; };
struct Worker {
    float* G; std::vector<Saved> sv;
    float *x, *xf_r, *dx, *big, *dk, *dv, *S, *osc, *dy; b16 *bigb, *dxb, *hb, *dSb, *xfb, *xg, *dlog; u32 *pa, *pb, *kt, *vi, *Pi, *dSi, *qi, *doi;
    std::vector<int> idx;
    double loss = 0, lossw = 0, hit = 0, hitn = 0, rl = 0, ans = 0, ansn = 0;
    Worker() {
        const long R = TMAX + PAD;
        G = alloc<float>(NP); sv.resize(L);
        for (auto& s : sv) {
            s.x1 = alloc<float>(R * D); s.x2 = alloc<float>(R * D); s.r1 = alloc<float>(R); s.r2 = alloc<float>(R);
            for (b16** p : {&s.y1, &s.q, &s.o, &s.y2}) *p = alloc<b16>(R * D);
            for (b16** p : {&s.g, &s.u, &s.h}) *p = alloc<b16>(R * F);
            s.prob = alloc<b16>((long)H * R * WMAX); s.ki = alloc<u32>(R / 2 * D); s.vt = alloc<u32>((long)H * (HD / 2) * LDT);
        }
        long wide = std::max(std::max(3 * D, 2 * F), V);
        x = alloc<float>(R * D); xf_r = alloc<float>(R); dx = alloc<float>(R * D); dy = alloc<float>(R * D); big = alloc<float>(R * wide); dk = alloc<float>(R * D); dv = alloc<float>(R * D);
        S = alloc<float>(512L * WMAX); osc = alloc<float>(512 * HD);
        bigb = alloc<b16>(R * wide); dxb = alloc<b16>(R * D); hb = alloc<b16>(R * D); xfb = alloc<b16>(R * D); xg = alloc<b16>(R * D); dlog = alloc<b16>(R * V); dSb = alloc<b16>(512L * WMAX);
        pa = alloc<u32>(R / 2 * wide); pb = alloc<u32>(R / 2 * wide); kt = alloc<u32>((long)H * (HD / 2) * LDT); vi = alloc<u32>(R / 2 * D);
        Pi = alloc<u32>(256L * WMAX); dSi = alloc<u32>(256L * WMAX); qi = alloc<u32>(256 * HD); doi = alloc<u32>(256 * HD);
    }
    static void norm(const float* x, int T, const float* w, float* r, b16* y) {
        for (int t = 0; t < T; t++) {
            __m512 s = _mm512_setzero_ps();
            for (int i = 0; i < D; i += 16) { __m512 a = _mm512_loadu_ps(x + (long)t * D + i); s = _mm512_fmadd_ps(a, a, s); }
            float k = 1.f / sqrtf(_mm512_reduce_add_ps(s) / D + EPS); r[t] = k;
            for (int i = 0; i < D; i += 16) stb(y + (long)t * D + i, _mm512_mul_ps(_mm512_mul_ps(_mm512_loadu_ps(x + (long)t * D + i), _mm512_set1_ps(k)), _mm512_loadu_ps(w + i)));
        }
    }
    static void norm_back(const float* x, const float* r, const float* w, const float* dy, int T, float* dx, float* dw) {   // dx +=
        for (int t = 0; t < T; t++) {
            __m512 s = _mm512_setzero_ps(), k = _mm512_set1_ps(r[t]);
            for (int i = 0; i < D; i += 16) {
                __m512 xh = _mm512_mul_ps(_mm512_loadu_ps(x + (long)t * D + i), k), g = _mm512_loadu_ps(dy + (long)t * D + i);
                _mm512_storeu_ps(dw + i, _mm512_fmadd_ps(g, xh, _mm512_loadu_ps(dw + i)));
                s = _mm512_fmadd_ps(_mm512_mul_ps(g, _mm512_loadu_ps(w + i)), xh, s);
            }
            __m512 m = _mm512_set1_ps(_mm512_reduce_add_ps(s) / D);
            for (int i = 0; i < D; i += 16) {
                __m512 xh = _mm512_mul_ps(_mm512_loadu_ps(x + (long)t * D + i), k), g = _mm512_mul_ps(_mm512_loadu_ps(dy + (long)t * D + i), _mm512_loadu_ps(w + i));
                _mm512_storeu_ps(dx + (long)t * D + i, _mm512_fmadd_ps(k, _mm512_fnmadd_ps(xh, m, g), _mm512_loadu_ps(dx + (long)t * D + i)));
            }
        }
    }
    // turn q and k by their position (way -1: back); q takes the 1/sqrt(head) with it
    static void rope(float* z, int pos, float way) {
        for (int h = 0; h < 2 * H; h++) for (int i = 0; i < HD; i += 16) {
            __m512 x = _mm512_loadu_ps(z + h * HD + i), k = _mm512_set1_ps(h < H ? 0.125f : 1.f), w = _mm512_set1_ps(h < H ? 0.125f * way : way);
            __m512 c = _mm512_mul_ps(_mm512_loadu_ps(rope_c + (long)pos * HD + i), k), n = _mm512_mul_ps(_mm512_loadu_ps(rope_s + (long)pos * HD + i), w);
            _mm512_storeu_ps(z + h * HD + i, _mm512_fmadd_ps(x, c, _mm512_mul_ps(_mm512_permute_ps(x, 0xB1), n)));
        }
    }
    static __m512 sigmoid(__m512 g) {
        __m512 d = _mm512_add_ps(_mm512_set1_ps(1.f), expv(_mm512_min_ps(_mm512_sub_ps(_mm512_setzero_ps(), g), _mm512_set1_ps(80.f)))), r = _mm512_rcp14_ps(d);
        return _mm512_mul_ps(r, _mm512_fnmadd_ps(d, r, _mm512_set1_ps(2.f)));
    }
    void attention(const Row& r, Saved& s) {
        for (int h = 0; h < H; h++) for (auto& b : r.blocks) {
            int w1 = up32(b.pend), s0 = b.start & ~15, n2 = up32(b.start + b.len - s0), W = w1 + n2, R = up32(b.len);
            const u32* q = (const u32*)(s.q + (long)b.start * D + h * HD); const u32* k = kt + (long)h * (HD / 2) * LDT;
            for (int m = 0; m < R; m += 32) {
                for (int n = 0; n < w1; n += 32) block(HD / 2, q + m * (D / 2), D / 2, k + b.base + n, LDT, S + m * WMAX + n, WMAX, false);
                for (int n = 0; n < n2; n += 32) block(HD / 2, q + m * (D / 2), D / 2, k + s0 + n, LDT, S + m * WMAX + w1 + n, WMAX, false);
            }
            b16* pr = s.prob + ((long)h * (TMAX + PAD) + b.start) * WMAX;
            int o0 = w1 + b.start - s0;
            for (int i = 0; i < b.len; i++) {
                float* z = S + i * WMAX; int o1 = o0 + i + 1;
                for (int c = b.pend; c < o0; c++) z[c] = -1e30f;
                for (int c = o1; c < W; c++) z[c] = -1e30f;
                __m512 mx = _mm512_set1_ps(-1e30f), sum = _mm512_setzero_ps();
                for (int c = 0; c < W; c += 16) mx = _mm512_max_ps(mx, _mm512_loadu_ps(z + c));
                mx = _mm512_set1_ps(_mm512_reduce_max_ps(mx));
                for (int c = 0; c < W; c += 16) {
                    __m512 a = _mm512_loadu_ps(z + c); __mmask16 on = _mm512_cmp_ps_mask(a, _mm512_set1_ps(-1e29f), _CMP_GT_OQ);
                    a = _mm512_maskz_mov_ps(on, expv(_mm512_sub_ps(a, mx))); sum = _mm512_add_ps(sum, a); _mm512_storeu_ps(z + c, a);
                }
                __m512 inv = _mm512_set1_ps(1.f / _mm512_reduce_add_ps(sum));
                for (int c = 0; c < W; c += 16) stb(pr + (long)i * WMAX + c, _mm512_mul_ps(_mm512_loadu_ps(z + c), inv));
            }
            const u32* v = vi + h * HD; const u32* pw = (const u32*)pr;
            for (int m = 0; m < R; m += 32) for (int n = 0; n < HD; n += 32) {
                block(w1 / 2, pw + (long)m * (WMAX / 2), WMAX / 2, v + (long)(b.base / 2) * D + n, D, osc + m * HD + n, HD, false);
                block(n2 / 2, pw + (long)m * (WMAX / 2) + w1 / 2, WMAX / 2, v + (long)(s0 / 2) * D + n, D, osc + m * HD + n, HD, true);
            }
            for (int i = 0; i < b.len; i++) for (int c = 0; c < HD; c += 16) stb(s.o + (long)(b.start + i) * D + h * HD + c, _mm512_loadu_ps(osc + i * HD + c));
        }
    }
    // do: bf16 gradient of the heads' outputs (hb); fills dq (big, 3D wide, first third), dk, dv
    void attention_back(const Row& r, Saved& s) {
        memset(dk, 0, sizeof(float) * (long)(r.Tp + PAD) * D); memset(dv, 0, sizeof(float) * (long)(r.Tp + PAD) * D);
        const __m256i zero = _mm256_setzero_si256();
        for (int h = 0; h < H; h++) for (auto& b : r.blocks) {
            int w1 = up32(b.pend), s0 = b.start & ~15, n2 = up32(b.start + b.len - s0), W = w1 + n2, R = up32(b.len);
            const u32* g = (const u32*)(hb + (long)b.start * D + h * HD); const u32* v = s.vt + (long)h * (HD / 2) * LDT;
            for (int m = 0; m < R; m += 32) {
                for (int n = 0; n < w1; n += 32) block(HD / 2, g + m * (D / 2), D / 2, v + b.base + n, LDT, S + m * WMAX + n, WMAX, false);
                for (int n = 0; n < n2; n += 32) block(HD / 2, g + m * (D / 2), D / 2, v + s0 + n, LDT, S + m * WMAX + w1 + n, WMAX, false);
            }
            const b16* pr = s.prob + ((long)h * (TMAX + PAD) + b.start) * WMAX;
            for (int i = 0; i < R; i++) {
                if (i >= b.len) { memset(dSb + (long)i * WMAX, 0, 2 * W); continue; }
                __m512 dot = _mm512_setzero_ps();
                for (int c = 0; c < W; c += 16) dot = _mm512_fmadd_ps(ldb(pr + (long)i * WMAX + c), _mm512_loadu_ps(S + i * WMAX + c), dot);
                __m512 d = _mm512_set1_ps(_mm512_reduce_add_ps(dot));
                for (int c = 0; c < W; c += 16) stb(dSb + (long)i * WMAX + c, _mm512_mul_ps(ldb(pr + (long)i * WMAX + c), _mm512_sub_ps(_mm512_loadu_ps(S + i * WMAX + c), d)));
            }
            auto row = [&](const b16* p, bool on) { return on ? _mm256_loadu_si256((const __m256i*)p) : zero; };
            turned(R, W, Pi, [&](int i, int c) { return row(pr + (long)i * WMAX + c, i < b.len); });
            turned(R, W, dSi, [&](int i, int c) { return _mm256_loadu_si256((const __m256i*)(dSb + (long)i * WMAX + c)); });
            for (int i = 0; i < R; i += 2) {
                bool a = i < b.len, c2 = i + 1 < b.len;
                for (int c = 0; c < HD; c += 16) {
                    long p = (long)(b.start + i) * D + h * HD + c;
                    _mm512_storeu_si512(qi + (i / 2) * HD + c, pair(row(s.q + p, a), row(s.q + p + D, c2)));
                    _mm512_storeu_si512(doi + (i / 2) * HD + c, pair(row(hb + p, a), row(hb + p + D, c2)));
                }
            }
            const u32* k = s.ki + h * HD; const u32* dw = (const u32*)dSb;
            for (int m = 0; m < R; m += 32) for (int n = 0; n < HD; n += 32) {
                block(w1 / 2, dw + (long)m * (WMAX / 2), WMAX / 2, k + (long)(b.base / 2) * D + n, D, osc + m * HD + n, HD, false);
                block(n2 / 2, dw + (long)m * (WMAX / 2) + w1 / 2, WMAX / 2, k + (long)(s0 / 2) * D + n, D, osc + m * HD + n, HD, true);
            }
            for (int i = 0; i < b.len; i++) for (int c = 0; c < HD; c += 16)
                _mm512_storeu_ps(big + (long)(b.start + i) * 3 * D + h * HD + c, _mm512_loadu_ps(osc + i * HD + c));
            for (int m = 0; m < W; m += 32) {
                long key = m < w1 ? b.base + m : s0 + m - w1;
                for (int n = 0; n < HD; n += 32) {
                    block(R / 2, dSi + (long)m * (R / 2), R / 2, qi + n, HD, dk + key * D + h * HD + n, D, true);
                    block(R / 2, Pi + (long)m * (R / 2), R / 2, doi + n, HD, dv + key * D + h * HD + n, D, true);
                }
            }
        }
    }
    // loss of these labels, asked of the stream x by the final norm and the embedding; dx += its gradient
    void head(const Row& r, const float* x, const std::vector<int>& label, const std::vector<float>& weight, float inv_total, bool train) {
        const int T = r.Tp; const bool last = &weight == &r.w;
        idx.clear(); for (int t = 0; t < r.T; t++) if (weight[t] > 0) idx.push_back(t);
        if (idx.empty()) return;
        norm(x, T, P + off_norm, xf_r, xfb);
        int M = idx.size(), M32 = up32(M);
        for (int i = 0; i < M32; i++) if (i < M) memcpy(xg + (long)i * D, xfb + (long)idx[i] * D, 2 * D); else memset(xg + (long)i * D, 0, 2 * D);
        gemm(M32, V, D / 2, xg, pk_emb.f, big, V, false);
        for (int i = 0; i < M; i++) {
            float* z = big + (long)i * V; int t = idx[i], want = label[t]; float wt = weight[t];
            __m512 mx = _mm512_set1_ps(-1e30f), sum = _mm512_setzero_ps();
            float zw = z[want];
            for (int c = 0; c < V; c += 16) mx = _mm512_max_ps(mx, _mm512_loadu_ps(z + c));
            float m = _mm512_reduce_max_ps(mx); mx = _mm512_set1_ps(m);
            for (int c = 0; c < V; c += 16) { __m512 e = expv(_mm512_sub_ps(_mm512_loadu_ps(z + c), mx)); sum = _mm512_add_ps(sum, e); _mm512_storeu_ps(z + c, e); }
            float tot = _mm512_reduce_add_ps(sum), nll = logf(tot) - (zw - m);
            loss += nll * wt; lossw += wt;
            if (last && wt >= 0.9f) { hitn++; rl += nll; if (zw >= m) hit++; }
            if (last && wt >= 1.5f) { ansn++; if (zw >= m) ans++; }
            __m512 k = _mm512_set1_ps(wt * inv_total / tot);
            for (int c = 0; c < V; c += 16) _mm512_storeu_ps(z + c, _mm512_mul_ps(_mm512_loadu_ps(z + c), k));
            z[want] -= wt * inv_total;
        }
        if (!train) return;
        to_b16(big, (long)M * V, dlog); memset(dlog + (long)M * V, 0, 2L * (M32 - M) * V);
        gemm(M32, D, V / 2, dlog, pk_emb.b, dy, D, false);
        turned(dlog, M32, V, pa); panels32(xg, M32, D, pb); gemm(V, D, M32 / 2, pa, pb, G + off_emb, D, true);
        memset(big, 0, sizeof(float) * (long)T * D);
        for (int i = 0; i < M; i++) memcpy(big + (long)idx[i] * D, dy + (long)i * D, 4 * D);
        norm_back(x, xf_r, P + off_norm, big, T, dx, G + off_norm);
    }
    void run(const Row& r, float inv_total, bool train = true) {
        int T = r.Tp, T2 = T / 2;
        for (int t = 0; t < T; t++) memcpy(x + (long)t * D, P + off_emb + (long)r.tok[t] * D, D * 4);
        for (int l = 0; l < L; l++) {
            Saved& s = sv[l]; Layer& y = lay[l];
            memcpy(s.x1, x, sizeof(float) * (long)T * D);
            norm(x, T, P + y.n1, s.r1, s.y1);
            gemm(T, 3 * D, D / 2, s.y1, pk_qkv[l].f, big, 3 * D, false);
            for (int t = 0; t < T; t++) {
                float* z = big + (long)t * 3 * D; rope(z, r.pos[t], 1.f);
                to_b16(z, 3 * D, bigb + (long)t * 3 * D); memcpy(s.q + (long)t * D, bigb + (long)t * 3 * D, 2 * D);
                for (int h = 0; h < H; h++) {
                    const u32 *kw = (const u32*)(bigb + (long)t * 3 * D + D + h * HD), *vw = (const u32*)(bigb + (long)t * 3 * D + 2 * D + h * HD);
                    u32 *ko = kt + (long)h * (HD / 2) * LDT + t, *vo = s.vt + (long)h * (HD / 2) * LDT + t;
                    for (int i = 0; i < HD / 2; i++) { ko[(long)i * LDT] = kw[i]; vo[(long)i * LDT] = vw[i]; }
                }
            }
            for (int t = 0; t < T2; t++) for (int i = 0; i < D; i += 16) {
                const b16 *a = bigb + (long)2 * t * 3 * D + D + i, *b = a + 3 * D;
                auto ld = [](const b16* p) { return _mm256_loadu_si256((const __m256i*)p); };
                _mm512_storeu_si512(s.ki + (long)t * D + i, pair(ld(a), ld(b)));
                _mm512_storeu_si512(vi + (long)t * D + i, pair(ld(a + D), ld(b + D)));
            }
            attention(r, s);
            gemm(T, D, D / 2, s.o, pk_o[l].f, x, D, true);
            memcpy(s.x2, x, sizeof(float) * (long)T * D);
            norm(x, T, P + y.n2, s.r2, s.y2);
            gemm(T, 2 * F, D / 2, s.y2, pk_gu[l].f, big, 2 * F, false);
            for (int t = 0; t < T; t++) for (int i = 0; i < F; i += 16) {
                __m512 g = _mm512_loadu_ps(big + (long)t * 2 * F + i), u = _mm512_loadu_ps(big + (long)t * 2 * F + F + i);
                __m512 sg = sigmoid(g);
                long p = (long)t * F + i; stb(s.g + p, g); stb(s.u + p, u); stb(s.h + p, _mm512_mul_ps(_mm512_mul_ps(g, sg), u));
            }
            gemm(T, D, F / 2, s.h, pk_down[l].f, x, D, true);
        }
        memset(dx, 0, sizeof(float) * (long)T * D);
        head(r, x, r.lab, r.w, inv_total, train);
        if (!train) return;
        for (int l = L - 1; l >= 0; l--) {
            Saved& s = sv[l]; Layer& y = lay[l];
            to_b16(dx, (long)T * D, dxb);
            gemm(T, F, D / 2, dxb, pk_down[l].b, big, F, false);
            turned(dxb, T, D, pa); panels32(s.h, T, F, pb); gemm(D, F, T2, pa, pb, G + y.down, F, true);
            for (int t = 0; t < T; t++) for (int i = 0; i < F; i += 16) {
                long p = (long)t * F + i; __m512 dh = _mm512_loadu_ps(big + p), g = ldb(s.g + p), u = ldb(s.u + p), one = _mm512_set1_ps(1.f);
                __m512 sg = sigmoid(g), a = _mm512_mul_ps(g, sg);
                stb(bigb + (long)t * 2 * F + F + i, _mm512_mul_ps(dh, a));
                stb(bigb + (long)t * 2 * F + i, _mm512_mul_ps(_mm512_mul_ps(dh, u), _mm512_fmadd_ps(a, _mm512_sub_ps(one, sg), sg)));
            }
            turned(bigb, T, 2 * F, pa); panels32(s.y2, T, D, pb); gemm(2 * F, D, T2, pa, pb, G + y.gu, D, true);
            gemm(T, D, F, bigb, pk_gu[l].b, dy, D, false);
            norm_back(s.x2, s.r2, P + y.n2, dy, T, dx, G + y.n2);
            to_b16(dx, (long)T * D, dxb);
            gemm(T, D, D / 2, dxb, pk_o[l].b, dy, D, false); to_b16(dy, (long)T * D, hb);
            turned(dxb, T, D, pa); panels32(s.o, T, D, pb); gemm(D, D, T2, pa, pb, G + y.o, D, true);
            attention_back(r, s);
            for (int t = 0; t < T; t++) {
                if (t >= r.T) { memset(bigb + (long)t * 3 * D, 0, 6 * D); continue; }
                float* z = big + (long)t * 3 * D;
                memcpy(z + D, dk + (long)t * D, 4 * D); memcpy(z + 2 * D, dv + (long)t * D, 4 * D);
                rope(z, r.pos[t], -1.f);
                to_b16(z, 3 * D, bigb + (long)t * 3 * D);
            }
            turned(bigb, T, 3 * D, pa); panels32(s.y1, T, D, pb); gemm(3 * D, D, T2, pa, pb, G + y.qkv, D, true);
            gemm(T, D, 3 * D / 2, bigb, pk_qkv[l].b, dy, D, false);
            norm_back(s.x1, s.r1, P + y.n1, dy, T, dx, G + y.n1);
            if (l == EARLY) for (int k = 0; k < KNOWN; k++) head(r, s.x1, r.early[k], r.wearly[k], inv_total, train);
        }
        for (int t = 0; t < r.T; t++) {
            float* g = G + off_emb + (long)r.tok[t] * D;
            for (int i = 0; i < D; i += 16) _mm512_storeu_ps(g + i, _mm512_add_ps(_mm512_loadu_ps(g + i), _mm512_loadu_ps(dx + (long)t * D + i)));
        }
    }
};
