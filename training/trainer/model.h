// Where every parameter lies, and the forms in which matrices are multiplied.
#pragma once
#include <algorithm>
#include <vector>
#include "simd.h"

struct Layer { long n1, qkv, o, n2, gu, down; };
static int L = 6;
constexpr int EARLY = 3;                           // the block before which early labels are asked
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
