using System.Net;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>What a hub's refusal means for whoever asked, and whether to ask again.</summary>
internal static class HubErrors
{
    /// <param name="isHub">False when it comes from the host that the hub sent us on to.</param>
    public static HubException Of(HttpResponseMessage response, string repo, HubOptions options, bool isHub, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
            return new("The hub gets too many requests from here.") { IsPassing = true, RetryAfter = RetryAfter(response, now) };
        if (status >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout)
            return new($"The hub has trouble of its own (HTTP {status}).") { IsPassing = true, RetryAfter = RetryAfter(response, now) };
        // The addresses that the hub sends us on to are good for a while only: it gives a new one when asked again.
        if (!isHub)
            return new($"{response.RequestMessage?.RequestUri?.Host}, which keeps the files of the hub, refused (HTTP {status}).") { IsPassing = true };
        return new(Refusal(response, repo, options));
    }

    private static string Refusal(HttpResponseMessage response, string repo, HubOptions options)
    {
        var code = response.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.FirstOrDefault() : null;
        var hasToken = !string.IsNullOrEmpty(options.Token);
        return (code, (int)response.StatusCode) switch
        {
            ("GatedRepo", _) or (_, 403) => $"{repo} is not open to everybody: accept its terms at {options.Endpoint.TrimEnd('/')}/{repo} and {(hasToken ? "use the token of that account" : "put a token of that account")} in SleepTime:Hub:Token.",
            ("RevisionNotFound", _) => $"{repo} has no such revision: check what stands behind the @.",
            ("EntryNotFound", _) => $"{repo} has no such file at this revision any more: cancel and start again.",
            (_, 401) when hasToken => $"The hub does not accept the token, or {repo} does not exist: check the name, and put a valid token into SleepTime:Hub:Token.",
            (_, 401) => $"{repo} does not exist, or needs a token: check the name, or put a token of an account that may read it into SleepTime:Hub:Token.",
            (_, 404) => $"There is no {repo} on {options.Endpoint}: check the name and the revision.",
            (_, var status) => $"The hub refused (HTTP {status}): check the name, and SleepTime:Hub:Endpoint.",
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
