// Muon for matrices (Jordan et al. 2024: momentum, then the nearest semi-orthogonal matrix), Adam for embedding and norms.
#pragma once
#include "worker.h"

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
            if (R <= C) { panels32t(xb, R, C, pb); gemm(R, R, C / 2, xb, pb, S, R, false); }
            else { turned(xb, R, C, pa); panels32(xb, R, C, pb); gemm(C, C, R / 2, pa, pb, S, C, false); }
            to_b16(S, (long)D * D, sb); panels32t(sb, D, D, pb); gemm(D, D, D / 2, sb, pb, Y, D, false);
            for (long i = 0; i < (long)D * D; i++) S[i] = b * S[i] + c * Y[i];
            to_b16(S, (long)D * D, sb);
            if (R <= C) { panels32(xb, R, C, pb); gemm(R, C, R / 2, sb, pb, Y, C, false); }
            else { panels32t(sb, C, C, pb); gemm(R, C, C / 2, xb, pb, Y, C, false); }
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
