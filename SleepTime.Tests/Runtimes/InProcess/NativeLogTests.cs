using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Tests.Runtimes.InProcess;

public sealed class NativeLogTests
{
    [Theory]
    [InlineData("decode: failed to find a memory slot for batch of size 512")]
    [InlineData("llama_context: n_ctx_seq (8192) > n_ctx_train (2048) -- possible training context overflow")]
    public void LevelOf_WarningOfWhatIsByDesign_IsForDebugging(string line) =>
        Assert.Equal(LogLevel.Debug, NativeLog.LevelOf(LogLevel.Warning, line));

    [Theory]
    [InlineData("graph_compute: ggml_backend_sched_graph_compute_async failed with error 1")]
    [InlineData("process_ubatch: failed to compute graph, compute status: 1")]
    [InlineData("llama_decode: failed to decode, ret = 2")]
    public void LevelOf_ABatchThatTheEngineAborted_IsForDebugging(string line) => Assert.Equal(LogLevel.Debug, NativeLog.LevelOf(LogLevel.Error, line));

    [Fact]
    public void LevelOf_FineDetailOfWhatIsByDesign_StaysFiner() =>
        Assert.Equal(LogLevel.Trace, NativeLog.LevelOf(LogLevel.Trace, "decode: failed to find a memory slot for batch of size 1"));

    [Theory]
    [InlineData(LogLevel.Warning, "decode: failed to find available cells in kv cache")]
    [InlineData(LogLevel.Error, "decode: failed to decode, ret = -3")]
    [InlineData(LogLevel.Error, "process_ubatch: failed to compute graph, compute status: -1")]
    [InlineData(LogLevel.Debug, "llama_kv_cache: size = 12.00 MiB")]
    public void LevelOf_OtherLines_IsWhatLlamaCppSays(LogLevel level, string line) => Assert.Equal(level, NativeLog.LevelOf(level, line));
}
