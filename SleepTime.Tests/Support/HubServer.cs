using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SleepTime.Tests.Support;

/// <summary>
/// A hub on this machine that speaks as huggingface.co does: lists of files, addresses of files that tell size, checksum and
/// commit in their headers, and a second host for the bytes, to which it sends on.
/// </summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Repo = "org/model-GGUF";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentQueue<HubRequest> _requests = new();
    private WebApplication _hub = null!;
    private WebApplication _store = null!;
    private int _silent;

    private HubServer()
    {
    }

    public Uri Address => new(_hub.Urls.First());

    /// <summary>Everything that was asked, in its order.</summary>
    public IReadOnlyList<HubRequest> Requests => [.. _requests];

    public IReadOnlyList<HubRequest> StoreRequests => [.. _requests.Where(request => request.IsStore)];

    /// <summary>What a request has to come with; null for none.</summary>
    public string? Token { get; set; }

    public bool IsGated { get; set; }

    public bool GivesRanges { get; set; } = true;

    /// <summary>Sends other bytes than those of the checksum.</summary>
    public bool Corrupts { get; set; }

    /// <summary>What a list and headers claim, whatever there is.</summary>
    public long? ClaimedSize { get; set; }

    /// <summary>Files on one page of a list.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>The Retry-After of requests to come that are refused as too many, one each.</summary>
    public ConcurrentQueue<string> Busy { get; } = new();

    /// <summary>After how many bytes the connections to come break, one each.</summary>
    public ConcurrentQueue<int> Drops { get; } = new();

    /// <summary>After how many bytes the connections to come fall silent, one each.</summary>
    public ConcurrentQueue<int> Silences { get; } = new();

    /// <summary>Called before each piece of a body.</summary>
    public Func<Task>? BeforePiece { get; set; }

    /// <summary>Connections that are open and send nothing.</summary>
    public bool IsSilent => Volatile.Read(ref _silent) > 0;

    public static async Task<HubServer> StartAsync()
    {
        var server = new HubServer();
        server._store = await ListenAsync(server.ServeBytesAsync);
        server._hub = await ListenAsync(server.ServeHubAsync);
        return server;
    }

    public byte[] Add(string path, int size = 300_000)
    {
        var bytes = new byte[size];
        new Random(path.Length + size).NextBytes(bytes);
        _files[path] = bytes;
        return bytes;
    }

    public static string ETagOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Forget() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static async Task<WebApplication> ListenAsync(RequestDelegate serve)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(serve);
        await app.StartAsync();
        return app;
    }

    private void Note(HttpContext context, bool isStore) => _requests.Enqueue(new(
        isStore, context.Request.Method, context.Request.Path, context.Request.Headers.Range.FirstOrDefault(), context.Request.Headers.Authorization.FirstOrDefault()));

    private Task ServeHubAsync(HttpContext context)
    {
        Note(context, isStore: false);
        if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
            return RefuseAsync(context, HttpStatusCode.Unauthorized, "RepoNotFound");
        if (IsGated)
            return RefuseAsync(context, HttpStatusCode.Forbidden, "GatedRepo");
        if (Busy.TryDequeue(out var wait))
        {
            context.Response.Headers.RetryAfter = wait;
            return RefuseAsync(context, HttpStatusCode.TooManyRequests, null);
        }
        var path = Uri.UnescapeDataString(context.Request.Path.Value!);
        if (path.StartsWith($"/api/models/{Repo}/tree/", StringComparison.Ordinal))
            return IsKnown(path.Split("/tree/")[1]) ? ListAsync(context) : RefuseAsync(context, HttpStatusCode.NotFound, "RevisionNotFound");
        if (path.StartsWith($"/{Repo}/resolve/", StringComparison.Ordinal))
            return ResolveAsync(context, path.Split('/', 6));
        return RefuseAsync(context, HttpStatusCode.NotFound, "RepoNotFound");
    }

    private static bool IsKnown(string revision) => revision is "main" or Commit;

    private Task ListAsync(HttpContext context)
    {
        var from = int.TryParse(context.Request.Query["cursor"], out var cursor) ? cursor : 0;
        var entries = _files.OrderBy(file => file.Key, StringComparer.Ordinal).Skip(from).Take(PageSize)
            .Select(file => (object)new { type = "file", oid = "1234", size = ClaimedSize ?? file.Value.Length, path = file.Key, lfs = new { oid = ETagOf(file.Value), size = ClaimedSize ?? file.Value.Length } });
        if (from + PageSize < _files.Count)
            context.Response.Headers.Link = $"<{Address.GetLeftPart(UriPartial.Authority)}{context.Request.Path}?recursive=true&cursor={from + PageSize}>; rel=\"next\"";
        return context.Response.WriteAsJsonAsync(entries.Append(new { type = "directory", oid = "5678", size = 0, path = "folder" }));
    }

    // "", org, repo, resolve, revision, file
    private Task ResolveAsync(HttpContext context, string[] path)
    {
        if (!IsKnown(path[4]) || !_files.TryGetValue(path[5], out var bytes))
            return RefuseAsync(context, HttpStatusCode.NotFound, "EntryNotFound");
        var headers = context.Response.Headers;
        headers["X-Repo-Commit"] = Commit;
        headers["X-Linked-ETag"] = $"\"{ETagOf(bytes)}\"";
        headers["X-Linked-Size"] = (ClaimedSize ?? bytes.Length).ToString();
        headers.Location = $"{_store.Urls.First()}/{ETagOf(bytes)}";
        context.Response.StatusCode = StatusCodes.Status302Found;
        return Task.CompletedTask;
    }

    private async Task ServeBytesAsync(HttpContext context)
    {
        Note(context, isStore: true);
        var bytes = _files.Values.Single(file => ETagOf(file) == context.Request.Path.Value![1..]);
        var (from, last) = (0, bytes.Length - 1);
        if (GivesRanges && RangeHeaderValue.TryParse(context.Request.Headers.Range, out var range))
        {
            (from, last) = ((int)range.Ranges.Single().From!.Value, (int)range.Ranges.Single().To!.Value);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{last}/{bytes.Length}";
        }
        context.Response.ContentLength = last - from + 1;
        var body = bytes.AsMemory(from, last - from + 1);
        if (Corrupts)
            body = body.ToArray().Select(one => (byte)~one).ToArray();

        if (Drops.TryDequeue(out var sent))
        {
            await SendAsync(context, body[..Math.Min(sent, body.Length)]);
            context.Abort();
        }
        else if (Silences.TryDequeue(out sent))
        {
            await SendAsync(context, body[..Math.Min(sent, body.Length)]);
            await BeSilentAsync(context);
        }
        else
        {
            await SendAsync(context, body);
        }
    }

    private async Task SendAsync(HttpContext context, Memory<byte> body)
    {
        const int Piece = 16_384;
        await context.Response.StartAsync();
        for (var at = 0; at < body.Length; at += Piece)
        {
            if (BeforePiece is { } before)
                await before();
            await context.Response.Body.WriteAsync(body.Slice(at, Math.Min(Piece, body.Length - at)));
            await context.Response.Body.FlushAsync();
        }
    }

    private async Task BeSilentAsync(HttpContext context)
    {
        Interlocked.Increment(ref _silent);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _silent);
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string? code)
    {
        context.Response.StatusCode = (int)status;
        if (code is not null)
            context.Response.Headers["X-Error-Code"] = code;
        return Task.CompletedTask;
    }
}

/// <param name="IsStore">Whether it came to the host that keeps the bytes.</param>
internal sealed record HubRequest(bool IsStore, string Method, string Path, string? Range, string? Authorization);
