using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts.Uploads;

/// <summary>The next process on the same data, reading what the last one left.</summary>
internal sealed class Restarted(UploadsFixture before) : IAsyncDisposable
{
    private readonly UploadsFixture _next = before.Restart();

    public async Task<Upload> WaitAsync(Guid id)
    {
        await _next.Processor.StartAsync(CancellationToken.None);
        return (await _next.Service.WaitAsync(id, CancellationToken.None).WaitAsync(SleepTimeApp.Patience))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _next.Processor.StopAsync(CancellationToken.None);
        _next.Dispose();
    }
}
