// Memory, bf16 numbers and the matrix products that everything else is built from.
#pragma once
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

#ifndef DIM
#define DIM 256
#endif
#ifndef FFN
#define FFN 768
#endif
#ifndef VOCAB
#define VOCAB 1920
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
static inline int up16(int n) { return (n + 15) & ~15; }         // where rows begin: tiles are read a cache line at a time
static inline int up32(int n) { return (n + 31) & ~31; }

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

// ---- matrix product: C (32 x 32 of f32) = or += A (32 rows) x B (32 columns), K taken in pairs ---------------------------------
// A word holds two consecutive K entries. Row m of A at A + m * lda, row k of B (32 words) at B + k * ldb; K2 words, a multiple of 16.
#ifdef __AMX_BF16__
// Tiles 0 to 3 are C, 4 and 5 rows of A, 6 and 7 columns of B. Each thread sets its tiles up once.
static void tiles() {
    struct { uint8_t palette = 1, start = 0, none[14] = {}; uint16_t bytes[16] = {}; uint8_t rows[16] = {}; } c;
    for (int i = 0; i < 8; i++) { c.bytes[i] = 64; c.rows[i] = 16; }
    if (syscall(SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18 /* tile data */)) { fprintf(stderr, "the system does not allow AMX: build with -mno-amx-tile -mno-amx-bf16\n"); exit(1); }
    _tile_loadconfig(&c);
}
static inline void block(int K2, const u32* A, long lda, const u32* B, long ldb_, float* C, long ldc, bool add) {
    if (add) { _tile_loadd(0, C, 4 * ldc); _tile_loadd(1, C + 16, 4 * ldc); _tile_loadd(2, C + 16 * ldc, 4 * ldc); _tile_loadd(3, C + 16 * ldc + 16, 4 * ldc); }
    else { _tile_zero(0); _tile_zero(1); _tile_zero(2); _tile_zero(3); }
    for (int k = 0; k < K2; k += 16) {
        for (int i = 0; i < 16; i++) { const u32* b = B + (k + 16 + i) * ldb_; _mm_prefetch((const char*)b, _MM_HINT_T0); _mm_prefetch((const char*)(b + 16), _MM_HINT_T0); }   // the next rows of B
        _tile_loadd(4, A + k, 4 * lda); _tile_loadd(6, B + k * ldb_, 4 * ldb_); _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(7, B + k * ldb_ + 16, 4 * ldb_); _tile_dpbf16ps(1, 4, 7);
        _tile_loadd(5, A + k + 16 * lda, 4 * lda); _tile_dpbf16ps(2, 5, 6); _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, C, 4 * ldc); _tile_stored(1, C + 16, 4 * ldc); _tile_stored(2, C + 16 * ldc, 4 * ldc); _tile_stored(3, C + 16 * ldc + 16, 4 * ldc);
}
#else
static void tiles() {}
static inline void block(int K2, const u32* A, long lda, const u32* B, long ldb_, float* C, long ldc, bool add) {
    for (int r = 0; r < 32; r += 8, A += 8 * lda, C += 8 * ldc) {
        __m512 c[8][2];
#pragma GCC unroll 8
        for (int m = 0; m < 8; m++) {
            c[m][0] = add ? _mm512_loadu_ps(C + m * ldc) : _mm512_setzero_ps();
            c[m][1] = add ? _mm512_loadu_ps(C + m * ldc + 16) : _mm512_setzero_ps();
        }
        for (int k = 0; k < K2; k++) {
            __m512bh b0 = (__m512bh)_mm512_loadu_si512(B + k * ldb_), b1 = (__m512bh)_mm512_loadu_si512(B + k * ldb_ + 16);
#pragma GCC unroll 8
            for (int m = 0; m < 8; m++) {
                __m512bh a = (__m512bh)_mm512_set1_epi32(A[m * lda + k]);
                c[m][0] = _mm512_dpbf16_ps(c[m][0], a, b0);
                c[m][1] = _mm512_dpbf16_ps(c[m][1], a, b1);
            }
        }
#pragma GCC unroll 8
        for (int m = 0; m < 8; m++) { _mm512_storeu_ps(C + m * ldc, c[m][0]); _mm512_storeu_ps(C + m * ldc + 16, c[m][1]); }
    }
}
#endif
// A in rows of K2 words, B in panels of 32 columns (panel p at B + p * K2 * 32); M, N multiples of 32
static void gemm(int M, int N, int K2, const void* A, const u32* B, float* C, long ldc, bool add) {
    for (int m = 0; m < M; m += 32)
        for (int n = 0; n < N; n += 32) block(K2, (const u32*)A + (long)m * K2, K2, B + (long)n * K2, 32, C + m * ldc + n, ldc, add);
}
static inline void transpose(__m512i r[16]) {                        // 16 x 16 words
    __m512i t[16], u[16];
    for (int i = 0; i < 16; i += 2) { t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]); t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]); }
    for (int i = 0; i < 16; i += 4) {
        u[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]); u[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        u[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]); u[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int j = 0; j < 4; j++) {
        __m512i a = _mm512_shuffle_i32x4(u[j], u[4 + j], 0x88), b = _mm512_shuffle_i32x4(u[j], u[4 + j], 0xdd);
        __m512i c = _mm512_shuffle_i32x4(u[8 + j], u[12 + j], 0x88), d = _mm512_shuffle_i32x4(u[8 + j], u[12 + j], 0xdd);
        r[j] = _mm512_shuffle_i32x4(a, c, 0x88); r[8 + j] = _mm512_shuffle_i32x4(a, c, 0xdd);
        r[4 + j] = _mm512_shuffle_i32x4(b, d, 0x88); r[12 + j] = _mm512_shuffle_i32x4(b, d, 0xdd);
    }
}
// (T, N) -> N rows of T / 2 words, word = rows 2t, 2t + 1: the left factor of a product summed over T. at(t, n): 16 entries of row t
template <class At> static inline void turned(int T, int N, u32* out, At at) {
    int T2 = T / 2;
    for (int t = 0; t < T2; t += 16) for (int n = 0; n < N; n += 16) {
        __m512i r[16];
        for (int i = 0; i < 16; i++) r[i] = pair(at(2 * (t + i), n), at(2 * (t + i) + 1, n));
        transpose(r);
        for (int i = 0; i < 16; i++) _mm512_storeu_si512(out + (long)(n + i) * T2 + t, r[i]);
    }
}
static void turned(const b16* x, int T, int N, u32* out) {
    turned(T, N, out, [&](int t, int n) { return _mm256_loadu_si256((const __m256i*)(x + (long)t * N + n)); });
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
