using Microsoft.JSInterop;

namespace SleepTime.Tests.Support;

/// <summary>A browser whose scripts arrive, or whose functions end, only when the test says so. Remembers what was called.</summary>
internal sealed class PendingScript : IJSRuntime, IJSObjectReference
{
    private readonly List<(string Name, object?[] Arguments)> _calls = [];

    /// <summary>What a call waits for; null for nothing.</summary>
    public Func<string, Task?> Waits { get; set; } = _ => null;

    public IReadOnlyList<(string Name, object?[] Arguments)> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public bool IsDisposed { get; private set; }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        lock (_calls)
            _calls.Add((identifier, args ?? []));
        if (Waits(identifier) is { } wait)
            await wait;
        return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
