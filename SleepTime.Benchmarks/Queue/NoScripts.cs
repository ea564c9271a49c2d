using Microsoft.JSInterop;

namespace SleepTime.Benchmarks.Queue;

/// <summary>No browser is there, and nothing that renders once asks for one.</summary>
internal sealed class NoScripts : IJSRuntime
{
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new InvalidOperationException($"{identifier} was called without a browser.");

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
}
