using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>
/// Hosts a model that runs elsewhere: it is ready as soon as one of its engines works, has failed when none has for a while,
/// and comes back by itself. In the place of <see cref="ModelLoader"/>.
/// </summary>
internal sealed partial class RemoteModelLoader(
    ModelHost host, GenerationService generation, IOptions<RemoteOptions> options, TimeProvider time, ILogger<RemoteModelLoader> logger) : BackgroundService
{
    private const string Stopping = "The server is stopping: start it again to use the model.";

    /// <summary>How long no engine may work before that is told: a restart of one is not worth ending what waits.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookNowAndThen = TimeSpan.FromSeconds(10);

    private readonly TextVocabulary _vocabulary = new();
    private readonly WakeSignal _changed = new(time);
    private readonly RemoteOptions _options = options.Value;
    private RemoteEngine? _engine;
    private HostedModel? _hosted;
    private EngineLoadMeter? _load;
    private string? _downBecause;

    private string Name => string.IsNullOrWhiteSpace(_options.Name) ? _options.Endpoints[0].Model : _options.Name.Trim();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var endpoints = _options.Endpoints.Select((endpoint, index) => new RemoteEndpoint(endpoint, index, time)).ToList();
        var watches = endpoints.Select(endpoint => new EndpointWatch(endpoint, TimeSpan.FromSeconds(_options.ProbeSeconds), Changed, time, logger)).ToList();
        host.SetLoading(Name);
        host.SetRuntime(new RuntimeDescription("remote", "", [.. endpoints.Select(endpoint => new RuntimeDevice(endpoint.Host, "", 0, 0))]));
        var watching = Task.WhenAll(watches.Select(watch => watch.RunAsync(stoppingToken)));
        try
        {
            while (!stoppingToken.IsCancellationRequested && (_engine is null || !_engine.Ended.IsCompleted))
            {
                Look(endpoints, watches);
                // The time alone tells when an engine has failed for long enough.
                await _changed.WaitAsync(endpoints.TrueForAll(endpoint => endpoint.HasBeenReached) ? LookNowAndThen : LookAgain, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (ModelLoadException refused)
        {
            LogRefused(refused.Message);
            host.SetFailed(refused.Message);
            await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            host.SetFailed(stoppingToken.IsCancellationRequested || _engine is null ? Stopping : await _engine.Ended);
            await generation.StopAsync();
            await watching;
            _engine?.Dispose();
            watches.ForEach(watch => watch.Dispose());
            endpoints.ForEach(endpoint => endpoint.Dispose());
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    private void Changed()
    {
        _changed.Set();
        _engine?.Wake();
    }

    /// <exception cref="ModelLoadException">The model's context length leaves no room for anything.</exception>
    private void Look(IReadOnlyList<RemoteEndpoint> endpoints, IReadOnlyList<EndpointWatch> watches)
    {
        host.SetEndpoints([.. endpoints.Select(endpoint => endpoint.Status)]);
        if (endpoints.Any(endpoint => endpoint.HasBeenReached))
            Ready(endpoints, watches);
        else if (WhyDown(endpoints) is { } reason)
            Down(reason);
        _load?.ReportElsewhere(watches.Sum(watch => watch.Elsewhere));
    }

    private void Ready(IReadOnlyList<RemoteEndpoint> endpoints, IReadOnlyList<EndpointWatch> watches)
    {
        if (_engine is not null && _downBecause is null)
            return;
        if (_engine is null)
        {
            _hosted = Describe(endpoints);
            generation.Start(new GenerationModel(Name, _vocabulary, "openai", IsRemote: true), _hosted.ContextLength, (queue, load) =>
            {
                _load = load;
                return _engine = new RemoteEngine(endpoints, _vocabulary, _options, queue, load, endpoint => LookAt(endpoint, endpoints, watches), time, logger);
            });
        }
        else
        {
            _engine.Resume();
        }
        _downBecause = null;
        host.SetReady(_hosted!);
        LogReady(_hosted!.Id, _hosted.ContextLength, _hosted.Sequences);
    }

    private void Down(string reason)
    {
        if (_downBecause == reason)
            return;
        _downBecause = reason;
        // Nobody is given the model any more, then what waits for it is ended.
        host.SetFailed(reason);
        _engine?.Suspend(reason);
        LogDown(reason);
    }

    /// <summary>Null while it is too early to say.</summary>
    private string? WhyDown(IReadOnlyList<RemoteEndpoint> endpoints)
    {
        var failing = endpoints.Select(endpoint => endpoint.Failing).ToList();
        if (failing.Any(one => one is null || (one.Value.Problem.Trouble == RemoteTrouble.Gone && time.GetUtcNow() - one.Value.Since < Patience)))
            return null;
        return failing is [{ } only]
            ? $"{only.Problem.Message} It is tried again by itself."
            : $"None of the {failing.Count} remote engines works: the Model page and /api/v1/model tell why. They are tried again by themselves.";
    }

    private void LookAt(RemoteEndpoint endpoint, IReadOnlyList<RemoteEndpoint> endpoints, IReadOnlyList<EndpointWatch> watches)
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            if (endpoints[i] == endpoint && endpoint.Failing is not null)
                watches[i].LookNow();
        }
        Changed();
    }

    private HostedModel Describe(IReadOnlyList<RemoteEndpoint> endpoints)
    {
        var least = endpoints.Min(endpoint => endpoint.ContextLength) ?? int.MaxValue;
        if (_options.ContextLength > least)
            LogTakesLess(_options.ContextLength, least);
        var contextLength = Math.Min(_options.ContextLength, least);
        var prompts = new PromptComposer(PromptProfile.Load(_options.Profile), TextVocabulary.Template, _vocabulary);
        if (prompts.TextLimit(contextLength) is < 1 and var room)
        {
            throw new ModelLoadException(
                $"A context length of {contextLength:N0} tokens leaves no room for a text beside the notes, question and answer of the profile {_options.Profile}, which needs some {contextLength - room + 1:N0}: raise {RemoteOptions.Section}:ContextLength, or have the engine take more.");
        }
        var preset = new ModelPreset
        {
            Id = Name, Path = "", Profile = _options.Profile, ChatTemplate = TextVocabulary.Template.Name, ContextLength = contextLength,
            Remark = "It runs on engines elsewhere. Numbers of tokens of texts are upper estimates; those of answers are what the engines counted.",
        };
        return new HostedModel($"{Name}@remote", preset, null, _vocabulary, prompts, contextLength, _options.Endpoints.Sum(endpoint => endpoint.MaxConcurrent));
    }

    [LoggerMessage(LogLevel.Information, "Model {Id} is ready on remote engines: {ContextLength} tokens of context, {Sequences} requests at once.")]
    private partial void LogReady(string id, int contextLength, int sequences);

    [LoggerMessage(LogLevel.Error, "No remote engine works. {Reason}")]
    private partial void LogDown(string reason);

    [LoggerMessage(LogLevel.Error, "The remote model is not used. {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Warning, "SleepTime:Remote:ContextLength asks for {Wanted} tokens; an engine takes {Least}, which is used instead.")]
    private partial void LogTakesLess(int wanted, int least);
}
