using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>What the hub can be asked: which files a repository has, what one of them is, and its bytes. Each call is one try. Thread-safe.</summary>
internal sealed partial class HubClient(HubConnection connection)
{
    private const int MostPages = 100;

    /// <exception cref="HubException">There is no such repository, or it cannot be read now.</exception>
    public async Task<IReadOnlyList<HubFile>> ListAsync(string repo, string revision, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        var path = $"api/models/{repo}/tree/{Uri.EscapeDataString(revision)}?recursive=true";
        for (var page = 0; page < MostPages; page++)
        {
            using var response = await connection.SendAsync(HttpMethod.Get, path, repo, null, null, cancellationToken);
            files.AddRange((await ReadAsync(response)).Where(entry => entry is { Type: "file", Path: not null }).Select(entry => new HubFile(entry.Path!, entry.Lfs?.Size ?? entry.Size, entry.Lfs?.Oid)));
            if (NextPage(response.Message) is not { } next)
                return files;
            path = next;
        }
        throw new HubException($"{repo} has more files than can be looked through: name one, as in {repo}/file.gguf.");
    }

    /// <summary>What a file is and at which commit, from the headers of its address.</summary>
    public async Task<(PlannedFile File, string Commit)> LookAsync(string repo, string revision, HubFile file, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Head, PathOf(repo, revision, file.Path), repo, null, message => Header(message, "X-Linked-ETag") is not null, cancellationToken);
        var headers = response.Message;
        var etag = (Header(headers, "X-Linked-ETag") ?? headers.Headers.ETag?.Tag)?.Replace("W/", "", StringComparison.Ordinal).Trim('"');
        var commit = Header(headers, "X-Repo-Commit");
        var size = long.TryParse(Header(headers, "X-Linked-Size"), out var linked) ? linked : headers.Content.Headers.ContentLength ?? file.Size;
        // They become names of files here.
        if (etag is null || !ETag().IsMatch(etag) || commit is null || !Commit().IsMatch(commit) || size < 1)
            throw NoHub();
        return (new PlannedFile(file.Path, size, etag, Sha256().IsMatch(etag) ? etag : file.Sha256), commit);
    }

    /// <summary>The bytes of a file from one on, up to and including another; the whole file from a host that gives no parts.</summary>
    public async Task<HubResponse> OpenAsync(DownloadPlan plan, PlannedFile file, long from, long last, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(HttpMethod.Get, PathOf(plan.Repo, plan.Commit, file.Path), plan.Repo, new RangeHeaderValue(from, last), null, cancellationToken);
        if (response.IsWhole || response.Message.Content.Headers.ContentRange is { From: { } begins, Length: var length } && begins == from && (length ?? file.Size) == file.Size)
            return response;
        response.Dispose();
        throw new HubException("The hub sent other bytes than it was asked for.") { IsPassing = true };
    }

    private static async Task<IReadOnlyList<Entry>> ReadAsync(HubResponse response)
    {
        try
        {
            return await response.ReadAsync((content, token) => content.ReadFromJsonAsync<IReadOnlyList<Entry>>(token)) ?? throw NoHub();
        }
        catch (JsonException)
        {
            throw NoHub();
        }
    }

    private string? NextPage(HttpResponseMessage response)
    {
        if (Header(response, "Link") is not { } link || Next().Match(link) is not { Success: true } match)
            return null;
        var next = new Uri(response.RequestMessage!.RequestUri!, match.Groups["address"].Value);
        return connection.IsHub(next) ? next.AbsoluteUri : throw NoHub();
    }

    private static string PathOf(string repo, string revision, string file) =>
        $"{repo}/resolve/{Uri.EscapeDataString(revision)}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}";

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static HubException NoHub() => new("The address of the hub does not answer as a hub does: check SleepTime:Hub:Endpoint.");

    private sealed record Entry(
        [property: JsonPropertyName("type")] string? Type, [property: JsonPropertyName("path")] string? Path, [property: JsonPropertyName("size")] long Size, [property: JsonPropertyName("lfs")] LargeFile? Lfs);

    private sealed record LargeFile([property: JsonPropertyName("oid")] string? Oid, [property: JsonPropertyName("size")] long Size);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{5,127}$")]
    private static partial Regex ETag();

    [GeneratedRegex("^[0-9a-f]{7,64}$")]
    private static partial Regex Commit();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();

    [GeneratedRegex("<(?<address>[^>]+)>;\\s*rel=\"?next\"?")]
    private static partial Regex Next();
}
