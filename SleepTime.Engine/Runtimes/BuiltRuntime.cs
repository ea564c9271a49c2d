using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Runtimes;

/// <summary>
/// The one place that knows which runtime was compiled in: our own binding, or LLamaSharp where the build was asked for
/// it (<c>build/LLamaSharp.targets</c>).
/// </summary>
public static class BuiltRuntime
{
    /// <summary>Whether it is LLamaSharp.</summary>
    public static bool IsLLamaSharp =>
#if LLAMASHARP
        true;
#else
        false;
#endif

    public static IModelRuntime Create(ILoggerFactory loggers) =>
#if LLAMASHARP
        new LLamaSharp.LLamaSharpRuntime(loggers.CreateLogger<LLamaSharp.LLamaSharpRuntime>());
#else
        new LlamaCpp.LlamaCppRuntime(LlamaCpp.LlamaCppRuntime.DefaultDirectory, loggers.CreateLogger<LlamaCpp.LlamaCppRuntime>());
#endif
}
