using System.Net.Http.Headers;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>
/// Sends requests to the hub and follows where it sends us on to. The token goes to the hub's own scheme, host and port and
/// to no other, whatever a redirect says, and is never logged. Proxies are those of the usual variables (HTTPS_PROXY,
/// HTTP_PROXY, ALL_PROXY, NO_PROXY). A host that says nothing for the set time counts as gone. Thread-safe.
/// </summary>
internal sealed class HubConnection : IDisposable
{
    private const int MostRedirects = 10;

    private readonly HubOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _hub;

    public HubConnection(HubOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _hub = new Uri(options.Endpoint.TrimEnd('/') + "/");
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // it would not ask us where the token may go
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // a large file takes what it takes; silence is what ends a connection
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SleepTime", "1.0"));
    }

    /// <param name="path">Behind the hub's address, escaped.</param>
    /// <param name="isAnswer">Whether to take a redirect itself for the answer.</param>
    /// <exception cref="HubException">There is no good answer.</exception>
    public async Task<HubResponse> SendAsync(
        HttpMethod method, string path, string repo, RangeHeaderValue? range, Func<HttpResponseMessage, bool>? isAnswer, CancellationToken cancellationToken)
    {
        var silence = new Silence(TimeSpan.FromSeconds(_options.StallSeconds), _time, cancellationToken);
        try
        {
            return new HubResponse(await FollowAsync(method, new Uri(_hub, path), repo, range, isAnswer, silence), silence);
        }
        catch
        {
            silence.Dispose();
            throw;
        }
    }

    public bool IsHub(Uri address) => Uri.Compare(address, _hub, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(
        HttpMethod method, Uri address, string repo, RangeHeaderValue? range, Func<HttpResponseMessage, bool>? isAnswer, Silence silence)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(method, address) { Headers = { Range = range } };
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity")); // ranges are of the bytes themselves
            if (!string.IsNullOrEmpty(_options.Token) && IsHub(address))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.Token);

            var response = await silence.EndAsync(token => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), address.Host);
            if (response.IsSuccessStatusCode || isAnswer?.Invoke(response) == true)
                return response;
            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                    throw HubErrors.Of(response, repo, _options, IsHub(address), _time.GetUtcNow());
                var next = new Uri(address, location);
                if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != address.Scheme)
                    throw new HubException($"The hub sends on to {next.Scheme}://{next.Host}, which is not encrypted: check SleepTime:Hub:Endpoint.");
                address = next;
            }
        }
        throw new HubException("The hub sends on from one address to the next without end: check SleepTime:Hub:Endpoint.");
    }
}
