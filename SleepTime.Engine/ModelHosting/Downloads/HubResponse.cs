using System.Net;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>An answer of the hub whose body is still coming.</summary>
internal sealed class HubResponse(HttpResponseMessage message, Silence silence) : IDisposable
{
    private Stream? _body;

    public HttpResponseMessage Message { get; } = message;

    /// <summary>It is the whole file, though a part of it may have been asked for.</summary>
    public bool IsWhole => Message.StatusCode == HttpStatusCode.OK;

    private string Host => Message.RequestMessage?.RequestUri?.Host ?? "The hub";

    /// <returns>0 at its end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        _body ??= await silence.EndAsync(Message.Content.ReadAsStreamAsync, Host);
        return await silence.EndAsync(token => _body.ReadAsync(buffer, token).AsTask(), Host);
    }

    public Task<T> ReadAsync<T>(Func<HttpContent, CancellationToken, Task<T>> read) => silence.EndAsync(token => read(Message.Content, token), Host);

    public void Dispose()
    {
        Message.Dispose();
        silence.Dispose();
    }
}
