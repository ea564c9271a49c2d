using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using OpenAI;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>One remote engine: how it is reached, how it is, and what runs on it. Thread-safe.</summary>
internal sealed class RemoteEndpoint : IDisposable
{
    // The client's own limit, under which ours work: those of a first token and of silence.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(10);

    private readonly RemoteEndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly int[] _running = [0, 0, 0];
    private RemoteEndpointState _state = RemoteEndpointState.Connecting;
    private RemoteException? _problem;
    private RemoteKind _kind;
    private DateTimeOffset _busyUntil;
    private DateTimeOffset _failingSince;
    private bool _refusesPriority;
    private int? _load;
    private int? _contextLength;

    /// <param name="index">Its number in the settings, from 0.</param>
    public RemoteEndpoint(RemoteEndpointOptions options, int index, TimeProvider time)
    {
        (_options, _time, _kind, Key) = (options, time, options.Kind, RemoteOptionsRules.KeyOf(index));
        Address = AddressOf(options.Url);
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the key goes to the named address and no other
            UseCookies = false,
            ConnectTimeout = LongestConnecting,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SleepTime", "1.0"));
        Client = new OpenAIClient(new ApiKeyCredential(HasKey ? options.ApiKey! : "none"), new OpenAIClientOptions
        {
            Endpoint = Address,
            Transport = new HttpClientPipelineTransport(Http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // what is tried again, and where, is told by the queue
            NetworkTimeout = LongestAnswer,
        }).GetChatClient(options.Model).AsIChatClient();
    }

    /// <summary>Ends in a slash.</summary>
    public Uri Address { get; }

    public string Host => Address.Authority;

    /// <summary>Where it stands in the settings.</summary>
    public string Key { get; }

    public string Model => _options.Model;

    public bool HasKey => !string.IsNullOrEmpty(_options.ApiKey);

    public IChatClient Client { get; }

    /// <summary>For what the common client does not know; <see cref="Authorize"/> adds the key.</summary>
    public HttpClient Http { get; }

    public RemoteKind Kind => Read(() => _kind);

    public bool TakesPriority => Read(() => _kind.TakesPriority() && !_refusesPriority);

    /// <summary>Most tokens of prompt and answer that it takes; null where it does not tell.</summary>
    public int? ContextLength => Read(() => _contextLength);

    /// <summary>What is wrong with it, and since when it has been failing; null while it works.</summary>
    public (RemoteException Problem, DateTimeOffset Since)? Failing => Read(() => _state == RemoteEndpointState.Failing ? (_problem!, _failingSince) : ((RemoteException, DateTimeOffset)?)null);

    public bool HasBeenReached => Read(() => _state is RemoteEndpointState.Ready or RemoteEndpointState.Busy);

    /// <summary>How long it asked to be left alone yet; null when it did not.</summary>
    public TimeSpan? BusyFor => Read(() => _state == RemoteEndpointState.Busy ? _busyUntil - _time.GetUtcNow() : (TimeSpan?)null);

    public RemoteEndpointStatus Status => Read(() => new RemoteEndpointStatus(
        Address.ToString().TrimEnd('/'), Model, _state, _problem?.Message, _kind, _options.MaxConcurrent, _kind.TakesPriority() && !_refusesPriority, _load));

    /// <summary>One is alone: background work on it tells nothing before its end, so that it can always make way for a question.</summary>
    public bool HasOnePlace => _options.MaxConcurrent == 1;

    /// <summary>How much of its places is taken, 0 to 1.</summary>
    public double Fullness => Read(() => (double)_running.Sum() / _options.MaxConcurrent);

    /// <summary>Running ones that count in what it tells of its load.</summary>
    public int OwnLoad => Read(() => _kind == RemoteKind.SleepTime ? _running[(int)GenerationClass.Question] : _running.Sum());

    /// <summary>Whether one of the class may be sent now. Of two places and more, one is kept from background work.</summary>
    public bool HasPlaceFor(GenerationClass @class) => Read(() =>
        IsOpen() && _running.Sum() < _options.MaxConcurrent
        && (@class == GenerationClass.Question || HasOnePlace || _running.Sum() - _running[(int)GenerationClass.Question] < _options.MaxConcurrent - 1));

    public void Began(GenerationClass @class) => Write(() => _running[(int)@class]++);

    public void Ended(GenerationClass @class) => Write(() => _running[(int)@class]--);

    /// <summary>It answered as it should.</summary>
    public void Works(RemoteKind kind, int? contextLength, int? load) => Write(() =>
    {
        if (_state != RemoteEndpointState.Busy || IsOpen())
            (_state, _problem) = (RemoteEndpointState.Ready, null);
        (_kind, _contextLength, _load) = (_options.Kind == RemoteKind.Auto ? kind : _options.Kind, contextLength, load);
    });

    /// <summary>Takes up what went wrong, as far as it is about the engine and not about the request.</summary>
    public void Failed(RemoteException problem)
    {
        switch (problem.Trouble)
        {
            case RemoteTrouble.Busy:
                Write(() => (_state, _problem, _busyUntil) = (RemoteEndpointState.Busy, problem, _time.GetUtcNow() + problem.RetryAfter!.Value));
                break;
            case RemoteTrouble.NoPriority:
                Write(() => _refusesPriority = true);
                break;
            case RemoteTrouble.Gone or RemoteTrouble.Misconfigured:
                Write(() =>
                {
                    if (_state != RemoteEndpointState.Failing)
                        _failingSince = _time.GetUtcNow();
                    (_state, _problem, _load) = (RemoteEndpointState.Failing, problem, null);
                });
                break;
        }
    }

    public void Authorize(HttpRequestMessage request)
    {
        if (HasKey)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
    }

    /// <summary>What it said, without the key: some repeat it.</summary>
    public string WithoutKey(string said) => HasKey ? said.Replace(_options.ApiKey!, "(key)", StringComparison.Ordinal) : said;

    public void Dispose()
    {
        Client.Dispose();
        Http.Dispose();
    }

    private static Uri AddressOf(string url)
    {
        var address = new Uri(url);
        return new Uri(address.AbsolutePath == "/" ? new Uri(address, "v1/").AbsoluteUri : address.AbsoluteUri.TrimEnd('/') + "/");
    }

    private bool IsOpen() => _state == RemoteEndpointState.Ready || (_state == RemoteEndpointState.Busy && _time.GetUtcNow() >= _busyUntil);

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private void Write(Action write)
    {
        lock (_gate)
            write();
    }
}
