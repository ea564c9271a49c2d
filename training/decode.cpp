// Greedy decoding through llama.cpp, many prompts at once.
// usage: decode model.gguf folder-of-backends < prompts > replies
// A prompt is a line of token numbers, the first number says how many tokens the reply may have; a reply is a line of token numbers.
// With LOGITS=1 in the environment the logits of each prompt's last token are written instead.
#include "llama.h"
#include "ggml-backend.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    if (argc < 3) { fprintf(stderr, "usage: decode model.gguf folder-of-backends\n"); return 1; }
    llama_log_set([](ggml_log_level l, const char* t, void*) { if (l >= GGML_LOG_LEVEL_ERROR) fputs(t, stderr); }, nullptr);
    ggml_backend_load_all_from_path(argv[2]);
    auto mp = llama_model_default_params(); mp.n_gpu_layers = 0;
    llama_model* model = llama_model_load_from_file(argv[1], mp); if (!model) return 1;
    const llama_vocab* vocab = llama_model_get_vocab(model); const int n_vocab = llama_vocab_n_tokens(vocab);
    struct Job { int most; std::vector<llama_token> prompt, reply; };
    std::vector<Job> jobs; std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream s(line); Job j; s >> j.most; for (int t; s >> t;) j.prompt.push_back(t); jobs.push_back(j);
    }
    const int SEQ = 32, EACH = 1024, BATCH = SEQ * 512; bool logits = getenv("LOGITS");
    auto cp = llama_context_default_params();
    cp.n_ctx = SEQ * EACH; cp.n_seq_max = SEQ; cp.n_batch = BATCH; cp.n_ubatch = 512; cp.n_threads = cp.n_threads_batch = getenv("THREADS") ? atoi(getenv("THREADS")) : 1; cp.kv_unified = false;
    llama_context* ctx = llama_init_from_model(model, cp); if (!ctx) return 1;
    llama_batch b = llama_batch_init(BATCH, 0, 1);
    auto add = [&](llama_token t, int pos, int seq, bool out) {
        b.token[b.n_tokens] = t; b.pos[b.n_tokens] = pos; b.n_seq_id[b.n_tokens] = 1; b.seq_id[b.n_tokens][0] = seq; b.logits[b.n_tokens] = out; b.n_tokens++;
    };
    for (size_t at = 0; at < jobs.size(); at += SEQ) {
        int n = std::min<size_t>(SEQ, jobs.size() - at); llama_memory_clear(llama_get_memory(ctx), true);
        std::vector<int> where(n); b.n_tokens = 0;
        for (int s = 0; s < n; s++) { auto& p = jobs[at + s].prompt; for (size_t i = 0; i < p.size(); i++) add(p[i], i, s, i + 1 == p.size()); where[s] = b.n_tokens - 1; }
        if (llama_decode(ctx, b)) return 1;
        if (logits) { for (int s = 0; s < n; s++) { float* z = llama_get_logits_ith(ctx, where[s]); for (int i = 0; i < n_vocab; i++) printf("%.5f ", z[i]); printf("\n"); } continue; }
        std::vector<bool> on(n, true);
        for (bool any = true; any;) {
            any = false; std::vector<std::pair<int, llama_token>> next;
            for (int s = 0; s < n; s++) if (on[s]) {
                float* z = llama_get_logits_ith(ctx, where[s]); llama_token t = std::max_element(z, z + n_vocab) - z; auto& j = jobs[at + s];
                if (llama_vocab_is_eog(vocab, t)) { on[s] = false; continue; }
                j.reply.push_back(t); if ((int)j.reply.size() >= j.most) { on[s] = false; continue; }
                next.push_back({s, t});
            }
            b.n_tokens = 0; for (auto& [s, t] : next) { where[s] = b.n_tokens; add(t, jobs[at + s].prompt.size() + jobs[at + s].reply.size() - 1, s, true); any = true; }
            if (any && llama_decode(ctx, b)) return 1;
        }
        for (int s = 0; s < n; s++) { for (int t : jobs[at + s].reply) printf("%d ", t); printf("\n"); }
    }
}
