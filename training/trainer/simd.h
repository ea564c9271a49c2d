// Memory, bf16 numbers and the matrix products that everything else is built from.
#pragma once
#include <immintrin.h>
#include <sys/mman.h>
#include <cstdint>
#include <cstdlib>
#include <cstring>

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
