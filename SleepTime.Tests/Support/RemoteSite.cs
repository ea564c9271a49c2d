using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Storage;

namespace SleepTime.Tests.Support;

/// <summary>The generation service on remote engines, as the site starts it but without a site. Its clock is the machine's: what it waits for is another process.</summary>
internal sealed class RemoteSite : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly LogRecorder<RemoteSite> _log = new();
    private readonly IHost _host;

    private RemoteSite((string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Prepend(("DataDirectory", _data.Path)).Select(setting => KeyValuePair.Create($"SleepTime:{setting.Item1}", (string?)setting.Item2)));
        builder.Logging.AddProvider(new Recording(_log));
        builder.Services.AddActivities().AddStorage(builder.Configuration).AddGeneration(builder.Configuration).AddModelHosting(builder.Configuration);
        _host = builder.Build();
    }

    public GenerationService Generation => Get<GenerationService>();

    public ModelHost Model => Get<ModelHost>();

    public ModelStatus Status => Model.Status;

    public IReadOnlyList<string> Logged => [.. _log.Lines.Select(line => line.Text)];

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="settings">Beside an endpoint for each server, with its address and model.</param>
    public static async Task<RemoteSite> StartAsync(IReadOnlyList<RemoteServer> servers, params (string Key, string Value)[] settings)
    {
        var endpoints = servers.SelectMany((server, index) => new (string, string)[]
        {
            ($"Remote:Endpoints:{index}:Url", $"{server.Address}v1"), ($"Remote:Endpoints:{index}:Model", RemoteServer.Model),
        });
        var site = new RemoteSite([.. endpoints, ("Remote:ProbeSeconds", "1"), .. settings]);
        await site._host.StartAsync();
        await site.Model.WaitUntilSettledAsync(CancellationToken.None).WaitAsync(SleepTimeApp.Patience);
        return site;
    }

    public GenerationTicket Submit(GenerationClass @class = GenerationClass.Question, string question = "How many?", SamplingOptions? sampling = null, Guid? contextId = null)
    {
        var model = Model.Require();
        return Generation.Submit(new GenerationRequest
        {
            Prompt = model.Prompts.Chat("Be brief.", [new ChatMessage(ChatRole.User, question)]), Vocabulary = model.Vocabulary, Class = @class,
            MaxTokens = 64, Sampling = sampling ?? SamplingOptions.Greedy, StopStrings = model.Prompts.StopStrings, ContextId = contextId,
        });
    }

    public async Task<GenerationResult> AskAsync(GenerationClass @class = GenerationClass.Question) => await EndOf(Submit(@class));

    public static Task<GenerationResult> EndOf(GenerationTicket ticket) => ticket.Completion.WaitAsync(SleepTimeApp.Patience);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _data.Dispose();
    }

    private sealed class Recording(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
