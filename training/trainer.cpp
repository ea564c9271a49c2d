// Trainer for a small llama-architecture model on CPUs with AVX-512 bf16 (x86-64 v4 + avx512_bf16).
//
// Reads rows from standard input (see rows.py), trains with Muon (matrices) and Adam (embedding, norms), and writes a
// checkpoint with weights, their running average and the optimizer state. Forward and backward are written out by hand
// for this one architecture; every matrix product runs through one 8 x 32 bf16 kernel with f32 sums.
// A row is a spine (context, given notes) and branches (prompts with replies) that see the spine up to where they
// leave it and themselves, never each other: exactly what separate prompts with a shared prefix see.
#include <immintrin.h>
#include <sys/mman.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <unistd.h>

#ifndef DIM
#define DIM 256
#endif
#ifndef FFN
#define FFN 768
#endif
#ifndef VOCAB
#define VOCAB 1152
#endif
constexpr int D = DIM, F = FFN, V = VOCAB, HD = 64, H = D / HD;
constexpr int TMAX = 2048, UNIT = 480, PAD = 64, LDT = TMAX + PAD + 16, WMAX = 1056, CHUNK = 64;   // WMAX: widest attention; no power of two, for the cache
constexpr float EPS = 1e-5f;
static_assert(D % 64 == 0 && F % 64 == 0 && V % 32 == 0, "sizes");

typedef uint16_t b16;
typedef uint32_t u32;

template <class T> static T* alloc(size_t n) {
    size_t bytes = (n * sizeof(T) + 4095) / 4096 * 4096;
    void* p = aligned_alloc(bytes >= (2u << 20) ? 2u << 20 : 4096, (bytes + ((2u << 20) - 1)) / (2u << 20) * (2u << 20));
    madvise(p, bytes, MADV_HUGEPAGE);
    memset(p, 0, bytes);
    return (T*)p;
}
static inline int up8(int n) { return (n + 7) & ~7; }

// ---- bf16 helpers ---------------------------------------------------------------------------------------------------
static inline __m256i cvt(__m512 x) { return (__m256i)_mm512_cvtneps_pbh(x); }
static inline __m512 widen(__m256i x) { return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(x), 16)); }
static inline __m512 ldb(const b16* p) { return widen(_mm256_loadu_si256((const __m256i*)p)); }
static inline void stb(b16* p, __m512 x) { _mm256_storeu_si256((__m256i*)p, cvt(x)); }
static inline __m512i pair(__m256i lo, __m256i hi) { return _mm512_or_si512(_mm512_cvtepu16_epi32(lo), _mm512_slli_epi32(_mm512_cvtepu16_epi32(hi), 16)); }
static inline __m512 expv(__m512 x) {
    x = _mm512_max_ps(x, _mm512_set1_ps(-80.f));
    __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
    __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693147182f), x);
    __m512 p = _mm512_set1_ps(1.f / 720);
    for (float c : {1.f / 120, 1.f / 24, 1.f / 6, 0.5f, 1.f, 1.f}) p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(c));
    return _mm512_scalef_ps(p, n);
}

// ---- matrix product: C (rows of f32) = or += A (8 rows) x B (32 columns), K taken in pairs --------------------------------
// A word holds two consecutive K entries. LDA > 0: row-major A with that many words a row; LDA == 0: word (m, k) at A[m + k * sk].
template <int LDA> static inline void kern(int K2, const u32* A, long sk, const u32* B, long ldb_, float* C, long ldc, bool add) {
    __m512 c[8][2];
#pragma GCC unroll 8
    for (int m = 0; m < 8; m++) {
        c[m][0] = add ? _mm512_loadu_ps(C + m * ldc) : _mm512_setzero_ps();
        c[m][1] = add ? _mm512_loadu_ps(C + m * ldc + 16) : _mm512_setzero_ps();
    }
    for (int k = 0; k < K2; k++) {
        __m512bh b0 = (__m512bh)_mm512_loadu_si512(B), b1 = (__m512bh)_mm512_loadu_si512(B + 16);
#pragma GCC unroll 8
        for (int m = 0; m < 8; m++) {
            __m512bh a = (__m512bh)_mm512_set1_epi32(LDA > 0 ? A[m * LDA] : A[m]);
            c[m][0] = _mm512_dpbf16_ps(c[m][0], a, b0);
            c[m][1] = _mm512_dpbf16_ps(c[m][1], a, b1);
        }
        A += LDA > 0 ? 1 : sk; B += ldb_;
    }
#pragma GCC unroll 8
    for (int m = 0; m < 8; m++) { _mm512_storeu_ps(C + m * ldc, c[m][0]); _mm512_storeu_ps(C + m * ldc + 16, c[m][1]); }
}
// B in panels of 32 columns: panel p at B + p * K2 * 32
template <int LDA> static void gemm(int M, int N, int K2, const b16* A, const u32* B, float* C, long ldc, bool add) {
    for (int n = 0; n < N; n += 32)
        for (int m = 0; m < M; m += 8) kern<LDA>(K2, (const u32*)A + (long)m * LDA, 0, B + (long)(n / 32) * K2 * 32, 32, C + m * ldc + n, ldc, add);
}
// C += A^T B over T tokens; A in panels of 8, B in panels of 32, both interleaved by pairs of tokens
static void gemm_grad(int M, int N, int T2, const u32* A, const u32* B, float* C) {
    for (int n = 0; n < N; n += 32)
        for (int m = 0; m < M; m += 8) kern<0>(T2, A + (long)(m / 8) * T2 * 8, 8, B + (long)(n / 32) * T2 * 32, 32, C + (long)m * N + n, N, true);
}
static void panels8(const b16* x, int T, int N, u32* out) {          // (T, N) -> A panels, word = tokens 2t, 2t+1
    int T2 = T / 2;
    for (int t = 0; t < T2; t++)
        for (int n = 0; n < N; n += 16) {
            __m512i w = pair(_mm256_loadu_si256((const __m256i*)(x + (long)2 * t * N + n)), _mm256_loadu_si256((const __m256i*)(x + (long)(2 * t + 1) * N + n)));
            _mm256_storeu_si256((__m256i*)(out + ((long)(n / 8) * T2 + t) * 8), _mm512_castsi512_si256(w));
            _mm256_storeu_si256((__m256i*)(out + ((long)(n / 8 + 1) * T2 + t) * 8), _mm512_extracti64x4_epi64(w, 1));
        }
}
static void panels32(const b16* x, int T, int N, u32* out) {         // (T, N) -> B panels with T as the summed dimension
    int T2 = T / 2;
    for (int t = 0; t < T2; t++)
        for (int n = 0; n < N; n += 16)
            _mm512_storeu_si512(out + ((long)(n / 32) * T2 + t) * 32 + n % 32,
                pair(_mm256_loadu_si256((const __m256i*)(x + (long)2 * t * N + n)), _mm256_loadu_si256((const __m256i*)(x + (long)(2 * t + 1) * N + n))));
}
static void panels32t(const b16* x, int N, int K, u32* out) {        // (N, K) -> B panels with K as the summed dimension
    const u32* w = (const u32*)x; int K2 = K / 2;
    for (int n = 0; n < N; n++) {
        u32* o = out + (long)(n / 32) * K2 * 32 + n % 32;
        for (int k = 0; k < K2; k++) o[k * 32] = w[(long)n * K2 + k];
    }
}
static void to_b16(const float* x, long n, b16* y) { for (long i = 0; i < n; i += 16) stb(y + i, _mm512_loadu_ps(x + i)); }

// ---- parameters -----------------------------------------------------------------------------------------------------
struct Layer { long n1, qkv, o, n2, gu, down; };
static int L = 6;
static std::vector<Layer> lay;
static long off_emb, off_norm, NP;
struct Mat { long off; int rows, cols; };
static std::vector<Mat> mats;
static void layout() {
    long o = 0; auto take = [&](long n) { long r = o; o += n; return r; };
    off_emb = take((long)V * D);
    for (int l = 0; l < L; l++) {
        Layer y; y.n1 = take(D); y.qkv = take(3L * D * D); y.o = take((long)D * D); y.n2 = take(D); y.gu = take(2L * F * D); y.down = take((long)D * F);
        lay.push_back(y);
        for (int i = 0; i < 2; i++) mats.push_back({y.gu + (long)i * F * D, F, D});
        mats.push_back({y.down, D, F});
        for (int i = 0; i < 3; i++) mats.push_back({y.qkv + (long)i * D * D, D, D});
        mats.push_back({y.o, D, D});
    }
    off_norm = take(D); NP = o;
    std::stable_sort(mats.begin(), mats.end(), [](const Mat& a, const Mat& b) { return (long)a.rows * a.cols > (long)b.rows * b.cols; });
}
static float *P, *EMA, *MOM, *AM, *AV;            // weights, running average, Muon momentum, Adam moments (whole size, simple)
struct Packed { u32 *f, *b; };                     // forward and backward forms of one matrix
static std::vector<Packed> pk_qkv, pk_o, pk_gu, pk_down; static Packed pk_emb;
static float *rope_c, *rope_s;

static void pack(long off, int N, int K, Packed& p, b16* tmp) {
    to_b16(P + off, (long)N * K, tmp); panels32t(tmp, N, K, p.f); panels32(tmp, N, K, p.b);
}

// ---- rows -----------------------------------------------------------------------------------------------------------
struct Block { int start, len, base, pend; };      // tokens from start on see pend tokens from base on (their spine) and themselves
struct Row { int T, Tp; std::vector<int> tok, pos, lab; std::vector<float> w; std::vector<Block> blocks; };
static bool read_row(FILE* f, Row& r) {
    // short rows are put together until a unit of work is large enough; they do not see each other
    r = Row{};
    while (r.T < UNIT) {
        int h[3]; if (fread(h, 4, 3, f) != 3) return false;
        int T = h[0], spine = h[1], nb = h[2], at = r.T, to = at + up8(T);
        if (T <= 0 || to > TMAX) { fprintf(stderr, "bad row\n"); return false; }
        std::vector<int> b(3 * nb);
        if (nb && fread(b.data(), 4, 3 * nb, f) != (size_t)3 * nb) return false;
        for (auto v : {&r.tok, &r.pos, &r.lab}) { v->resize(to, 0); if (fread(v->data() + at, 4, T, f) != (size_t)T) return false; }
        r.w.resize(to, 0.f); if (fread(r.w.data() + at, 4, T, f) != (size_t)T) return false;
        for (int s = 0; s < spine; s += CHUNK) r.blocks.push_back({at + s, std::min(CHUNK, spine - s), at, s});
        for (int i = 0; i < nb; i++) r.blocks.push_back({at + b[3 * i], b[3 * i + 1], at, b[3 * i + 2]});
        if (T < up8(T)) r.blocks.push_back({at + T, up8(T) - T, at, 0});     // padding, sees itself
        r.T = r.Tp = to;
    }
    for (auto& k : r.blocks) if (up8(k.pend) + up8(k.len + 1) > WMAX - 64 || k.len > 480) { fprintf(stderr, "row too wide\n"); exit(1); }
    return true;
}

// ---- one worker: activations of one row, its own gradient sums --------------------------------------------------------
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
            int w1 = up8(b.pend), s0 = b.start & ~1, n2 = up8(b.start + b.len - s0), W = w1 + n2, R = up8(b.len);
            const u32* q = (const u32*)(s.q + (long)b.start * D + h * HD); const u32* k = kt + (long)h * (HD / 2) * LDT;
            for (int m = 0; m < R; m += 8) {
                for (int n = 0; n < w1; n += 32) kern<D / 2>(HD / 2, q + m * (D / 2), 0, k + b.base + n, LDT, S + m * WMAX + n, WMAX, false);
                for (int n = 0; n < n2; n += 32) kern<D / 2>(HD / 2, q + m * (D / 2), 0, k + s0 + n, LDT, S + m * WMAX + w1 + n, WMAX, false);
            }
            b16* pr = s.prob + ((long)h * (TMAX + PAD) + b.start) * WMAX;
            int o0 = w1 + b.start - s0;
            for (int i = 0; i < b.len; i++) {
                float* z = S + i * WMAX; int o1 = o0 + i + 1;
                for (int c = b.pend; c < o0; c++) z[c] = -1e30f;
                for (int c = o1; c < (W + 15) / 16 * 16; c++) z[c] = -1e30f;
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
            for (int m = 0; m < R; m += 8) for (int n = 0; n < HD; n += 32) {
                kern<WMAX / 2>(w1 / 2, pw + (long)m * (WMAX / 2), 0, v + (long)(b.base / 2) * D + n, D, osc + m * HD + n, HD, false);
                kern<WMAX / 2>(n2 / 2, pw + (long)m * (WMAX / 2) + w1 / 2, 0, v + (long)(s0 / 2) * D + n, D, osc + m * HD + n, HD, true);
            }
            for (int i = 0; i < b.len; i++) for (int c = 0; c < HD; c += 16) stb(s.o + (long)(b.start + i) * D + h * HD + c, _mm512_loadu_ps(osc + i * HD + c));
        }
    }
    // do: bf16 gradient of the heads' outputs (hb); fills dq (big, 3D wide, first third), dk, dv
    void attention_back(const Row& r, Saved& s) {
        memset(dk, 0, sizeof(float) * (long)(r.Tp + PAD) * D); memset(dv, 0, sizeof(float) * (long)(r.Tp + PAD) * D);
        const __m256i zero = _mm256_setzero_si256();
        for (int h = 0; h < H; h++) for (auto& b : r.blocks) {
            int w1 = up8(b.pend), s0 = b.start & ~1, n2 = up8(b.start + b.len - s0), W = w1 + n2, R = up8(b.len), W16 = (W + 15) / 16 * 16;
            const u32* g = (const u32*)(hb + (long)b.start * D + h * HD); const u32* v = s.vt + (long)h * (HD / 2) * LDT;
            for (int m = 0; m < R; m += 8) {
                for (int n = 0; n < w1; n += 32) kern<D / 2>(HD / 2, g + m * (D / 2), 0, v + b.base + n, LDT, S + m * WMAX + n, WMAX, false);
                for (int n = 0; n < n2; n += 32) kern<D / 2>(HD / 2, g + m * (D / 2), 0, v + s0 + n, LDT, S + m * WMAX + w1 + n, WMAX, false);
            }
            const b16* pr = s.prob + ((long)h * (TMAX + PAD) + b.start) * WMAX;
            for (int i = 0; i < R; i++) {
                if (i >= b.len) { memset(dSb + (long)i * WMAX, 0, 2 * W16); continue; }
                __m512 dot = _mm512_setzero_ps();
                for (int c = 0; c < W; c += 16) {
                    __mmask16 in = c + 16 <= W ? 0xffff : 0x00ff;      // beyond W the scores are left over
                    dot = _mm512_mask3_fmadd_ps(ldb(pr + (long)i * WMAX + c), _mm512_loadu_ps(S + i * WMAX + c), dot, in);
                }
                __m512 d = _mm512_set1_ps(_mm512_reduce_add_ps(dot));
                for (int c = 0; c < W; c += 16) stb(dSb + (long)i * WMAX + c, _mm512_mul_ps(ldb(pr + (long)i * WMAX + c), _mm512_sub_ps(_mm512_loadu_ps(S + i * WMAX + c), d)));
            }
            auto row = [&](const b16* p, bool on) { return on ? _mm256_loadu_si256((const __m256i*)p) : zero; };
            for (int i = 0; i < R; i += 2) {
                bool a = i < b.len, c2 = i + 1 < b.len;
                for (int c = 0; c < W; c += 16) {
                    _mm512_storeu_si512(Pi + (i / 2) * WMAX + c, pair(row(pr + (long)i * WMAX + c, a), row(pr + (long)(i + 1) * WMAX + c, c2)));
                    _mm512_storeu_si512(dSi + (i / 2) * WMAX + c, pair(row(dSb + (long)i * WMAX + c, a), row(dSb + (long)(i + 1) * WMAX + c, c2)));
                }
                for (int c = 0; c < HD; c += 16) {
                    long p = (long)(b.start + i) * D + h * HD + c;
                    _mm512_storeu_si512(qi + (i / 2) * HD + c, pair(row(s.q + p, a), row(s.q + p + D, c2)));
                    _mm512_storeu_si512(doi + (i / 2) * HD + c, pair(row(hb + p, a), row(hb + p + D, c2)));
                }
            }
            const u32* k = s.ki + h * HD; const u32* dw = (const u32*)dSb;
            for (int m = 0; m < R; m += 8) for (int n = 0; n < HD; n += 32) {
                kern<WMAX / 2>(w1 / 2, dw + (long)m * (WMAX / 2), 0, k + (long)(b.base / 2) * D + n, D, osc + m * HD + n, HD, false);
                kern<WMAX / 2>(n2 / 2, dw + (long)m * (WMAX / 2) + w1 / 2, 0, k + (long)(s0 / 2) * D + n, D, osc + m * HD + n, HD, true);
            }
            for (int i = 0; i < b.len; i++) for (int c = 0; c < HD; c += 16)
                _mm512_storeu_ps(big + (long)(b.start + i) * 3 * D + h * HD + c, _mm512_loadu_ps(osc + i * HD + c));
            for (int m = 0; m < W; m += 8) {
                long key = m < w1 ? b.base + m : s0 + m - w1;
                for (int n = 0; n < HD; n += 32) {
                    kern<0>(R / 2, dSi + m, WMAX, qi + n, HD, dk + key * D + h * HD + n, D, true);
                    kern<0>(R / 2, Pi + m, WMAX, doi + n, HD, dv + key * D + h * HD + n, D, true);
                }
            }
        }
    }
    void run(const Row& r, float inv_total, bool train = true) {
        int T = r.Tp, T2 = T / 2;
        for (int t = 0; t < T; t++) memcpy(x + (long)t * D, P + off_emb + (long)r.tok[t] * D, D * 4);
        for (int l = 0; l < L; l++) {
            Saved& s = sv[l]; Layer& y = lay[l];
            memcpy(s.x1, x, sizeof(float) * (long)T * D);
            norm(x, T, P + y.n1, s.r1, s.y1);
            gemm<D / 2>(T, 3 * D, D / 2, s.y1, pk_qkv[l].f, big, 3 * D, false);
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
            gemm<D / 2>(T, D, D / 2, s.o, pk_o[l].f, x, D, true);
            memcpy(s.x2, x, sizeof(float) * (long)T * D);
            norm(x, T, P + y.n2, s.r2, s.y2);
            gemm<D / 2>(T, 2 * F, D / 2, s.y2, pk_gu[l].f, big, 2 * F, false);
            for (int t = 0; t < T; t++) for (int i = 0; i < F; i += 16) {
                __m512 g = _mm512_loadu_ps(big + (long)t * 2 * F + i), u = _mm512_loadu_ps(big + (long)t * 2 * F + F + i);
                __m512 sg = sigmoid(g);
                long p = (long)t * F + i; stb(s.g + p, g); stb(s.u + p, u); stb(s.h + p, _mm512_mul_ps(_mm512_mul_ps(g, sg), u));
            }
            gemm<F / 2>(T, D, F / 2, s.h, pk_down[l].f, x, D, true);
        }
        norm(x, T, P + off_norm, xf_r, xfb);
        idx.clear(); for (int t = 0; t < r.T; t++) if (r.w[t] > 0) idx.push_back(t);
        int M = idx.size(), M8 = up8(M);
        for (int i = 0; i < M8; i++) if (i < M) memcpy(xg + (long)i * D, xfb + (long)idx[i] * D, 2 * D); else memset(xg + (long)i * D, 0, 2 * D);
        gemm<D / 2>(M8, V, D / 2, xg, pk_emb.f, big, V, false);
        for (int i = 0; i < M; i++) {
            float* z = big + (long)i * V; int t = idx[i], want = r.lab[t];
            __m512 mx = _mm512_set1_ps(-1e30f), sum = _mm512_setzero_ps();
            float zw = z[want];
            for (int c = 0; c < V; c += 16) mx = _mm512_max_ps(mx, _mm512_loadu_ps(z + c));
            float m = _mm512_reduce_max_ps(mx); mx = _mm512_set1_ps(m);
            for (int c = 0; c < V; c += 16) { __m512 e = expv(_mm512_sub_ps(_mm512_loadu_ps(z + c), mx)); sum = _mm512_add_ps(sum, e); _mm512_storeu_ps(z + c, e); }
            float tot = _mm512_reduce_add_ps(sum), nll = logf(tot) - (zw - m);
            loss += nll * r.w[t]; lossw += r.w[t];
            if (r.w[t] >= 0.9f) { hitn++; rl += nll; if (zw >= m) hit++; }
            if (r.w[t] >= 1.5f) { ansn++; if (zw >= m) ans++; }
            __m512 k = _mm512_set1_ps(r.w[t] * inv_total / tot);
            for (int c = 0; c < V; c += 16) _mm512_storeu_ps(z + c, _mm512_mul_ps(_mm512_loadu_ps(z + c), k));
            z[want] -= r.w[t] * inv_total;
        }
        if (!train) return;
        to_b16(big, (long)M * V, dlog); memset(dlog + (long)M * V, 0, 2L * (M8 - M) * V);
        gemm<V / 2>(M8, D, V / 2, dlog, pk_emb.b, dy, D, false);
        panels8(dlog, M8, V, pa); panels32(xg, M8, D, pb); gemm_grad(V, D, M8 / 2, pa, pb, G + off_emb);
        memset(big, 0, sizeof(float) * (long)T * D);
        for (int i = 0; i < M; i++) memcpy(big + (long)idx[i] * D, dy + (long)i * D, 4 * D);
        memset(dx, 0, sizeof(float) * (long)T * D);
        norm_back(x, xf_r, P + off_norm, big, T, dx, G + off_norm);
        for (int l = L - 1; l >= 0; l--) {
            Saved& s = sv[l]; Layer& y = lay[l];
            to_b16(dx, (long)T * D, dxb);
            gemm<D / 2>(T, F, D / 2, dxb, pk_down[l].b, big, F, false);
            panels8(dxb, T, D, pa); panels32(s.h, T, F, pb); gemm_grad(D, F, T2, pa, pb, G + y.down);
            for (int t = 0; t < T; t++) for (int i = 0; i < F; i += 16) {
                long p = (long)t * F + i; __m512 dh = _mm512_loadu_ps(big + p), g = ldb(s.g + p), u = ldb(s.u + p), one = _mm512_set1_ps(1.f);
                __m512 sg = sigmoid(g), a = _mm512_mul_ps(g, sg);
                stb(bigb + (long)t * 2 * F + F + i, _mm512_mul_ps(dh, a));
                stb(bigb + (long)t * 2 * F + i, _mm512_mul_ps(_mm512_mul_ps(dh, u), _mm512_fmadd_ps(a, _mm512_sub_ps(one, sg), sg)));
            }
            panels8(bigb, T, 2 * F, pa); panels32(s.y2, T, D, pb); gemm_grad(2 * F, D, T2, pa, pb, G + y.gu);
            gemm<F>(T, D, F, bigb, pk_gu[l].b, dy, D, false);
            norm_back(s.x2, s.r2, P + y.n2, dy, T, dx, G + y.n2);
            to_b16(dx, (long)T * D, dxb);
            gemm<D / 2>(T, D, D / 2, dxb, pk_o[l].b, dy, D, false); to_b16(dy, (long)T * D, hb);
            panels8(dxb, T, D, pa); panels32(s.o, T, D, pb); gemm_grad(D, D, T2, pa, pb, G + y.o);
            attention_back(r, s);
            for (int t = 0; t < T; t++) {
                if (t >= r.T) { memset(bigb + (long)t * 3 * D, 0, 6 * D); continue; }
                float* z = big + (long)t * 3 * D;
                memcpy(z + D, dk + (long)t * D, 4 * D); memcpy(z + 2 * D, dv + (long)t * D, 4 * D);
                rope(z, r.pos[t], -1.f);
                to_b16(z, 3 * D, bigb + (long)t * 3 * D);
            }
            panels8(bigb, T, 3 * D, pa); panels32(s.y1, T, D, pb); gemm_grad(3 * D, D, T2, pa, pb, G + y.qkv);
            gemm<3 * D / 2>(T, D, 3 * D / 2, bigb, pk_qkv[l].b, dy, D, false);
            norm_back(s.x1, s.r1, P + y.n1, dy, T, dx, G + y.n1);
        }
        for (int t = 0; t < r.T; t++) {
            float* g = G + off_emb + (long)r.tok[t] * D;
            for (int i = 0; i < D; i += 16) _mm512_storeu_ps(g + i, _mm512_add_ps(_mm512_loadu_ps(g + i), _mm512_loadu_ps(dx + (long)t * D + i)));
        }
    }
};

// ---- optimizer ------------------------------------------------------------------------------------------------------
// Newton-Schulz: the nearest semi-orthogonal matrix, in bf16 products
struct Ortho {
    float *X, *S, *Y; b16 *xb, *sb; u32 *pa, *pb;
    Ortho() { long n = (long)D * std::max(D, F); X = alloc<float>(n); S = alloc<float>((long)D * D); Y = alloc<float>(n); xb = alloc<b16>(n); sb = alloc<b16>((long)D * D); pa = alloc<u32>(n / 2); pb = alloc<u32>(n / 2); }
    template <int R, int C> void run() {                             // X is (R, C), one of them D
        const float a = 3.4445f, b = -4.7750f, c = 2.0315f; const long n = (long)R * C;
        double s = 0; for (long i = 0; i < n; i++) s += (double)X[i] * X[i];
        float k = 1.f / ((float)sqrt(s) + 1e-12f); for (long i = 0; i < n; i++) X[i] *= k;
        for (int it = 0; it < 5; it++) {
            to_b16(X, n, xb);
            if (R <= C) { panels32t(xb, R, C, pb); gemm<C / 2>(R, R, C / 2, xb, pb, S, R, false); }
            else { panels8(xb, R, C, pa); panels32(xb, R, C, pb); memset(S, 0, 4L * D * D); gemm_grad(C, C, R / 2, pa, pb, S); }
            to_b16(S, (long)D * D, sb); panels32t(sb, D, D, pb); gemm<D / 2>(D, D, D / 2, sb, pb, Y, D, false);
            for (long i = 0; i < (long)D * D; i++) S[i] = b * S[i] + c * Y[i];
            to_b16(S, (long)D * D, sb);
            if (R <= C) { panels32(xb, R, C, pb); gemm<R / 2>(R, C, R / 2, sb, pb, Y, C, false); }
            else { panels32t(sb, C, C, pb); gemm<C / 2>(R, C, C / 2, xb, pb, Y, C, false); }
            for (long i = 0; i < n; i++) X[i] = a * X[i] + Y[i];
        }
    }
};
static void muon(const Mat& m, const std::vector<Worker*>& ws, Ortho& o, float lr, float decay) {
    long n = (long)m.rows * m.cols; float *mo = MOM + m.off, *p = P + m.off, *x = o.X;
    for (long q = 0; q < n; q++) {
        float g = 0; for (auto w : ws) g += w->G[m.off + q];
        mo[q] = 0.95f * mo[q] + g; x[q] = g + 0.95f * mo[q];
    }
    if (m.rows == m.cols) o.run<D, D>(); else if (m.rows > m.cols) o.run<F, D>(); else o.run<D, F>();
    float k = lr * std::max(1.f, sqrtf((float)m.rows / m.cols)), keep = 1 - lr * decay;
    for (long q = 0; q < n; q++) p[q] = p[q] * keep - k * x[q];
}
static void adam(long off, long n, const std::vector<Worker*>& ws, float lr, long step) {
    float c1 = 1 - powf(0.9f, step), c2 = 1 - powf(0.98f, step);
    for (long i = off; i < off + n; i++) {
        float g = 0; for (auto w : ws) g += w->G[i];
        AM[i] = 0.9f * AM[i] + 0.1f * g; AV[i] = 0.98f * AV[i] + 0.02f * g * g;
        P[i] -= lr * (AM[i] / c1) / (sqrtf(AV[i] / c2) + 1e-8f);
    }
}

// ---- threads --------------------------------------------------------------------------------------------------------
static int NT = 2;
static void parallel(int n, const std::function<void(int, int)>& f) {       // f(item, thread); items handed out in order
    std::atomic<int> next{0}; std::vector<std::thread> ts;
    auto go = [&](int id) { for (int i; (i = next++) < n;) f(i, id); };
    for (int i = 1; i < NT; i++) ts.emplace_back(go, i);
    go(0); for (auto& t : ts) t.join();
}

// ---- checkpoint: header {magic, layers, d, ff, vocab, step}, then weights, average, momentum, Adam m, v (f32) ------
struct Head { char magic[8]; int32_t layers, d, ff, vocab; int64_t step; };
static void save(const std::string& path, long step) {
    std::string tmp = path + ".tmp"; FILE* f = fopen(tmp.c_str(), "wb"); if (!f) { perror("save"); return; }
    Head h{}; memcpy(h.magic, "tinytrn1", 8); h.layers = L; h.d = D; h.ff = F; h.vocab = V; h.step = step;
    fwrite(&h, sizeof h, 1, f); for (float* a : {P, EMA, MOM, AM, AV}) fwrite(a, 4, NP, f);
    bool ok = !ferror(f); ok = !fclose(f) && ok; if (ok) rename(tmp.c_str(), path.c_str());
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
        float total = 0; for (auto& r : rows) { for (float w : r.w) total += w; pos += r.T; since += r.T; for (float w : r.w) supervised += w >= 0.9f; }
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
