using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Answering;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Live;

public sealed class DashboardHubTests(SleepingApp app) : IClassFixture<SleepingApp>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HubConnection _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Address, "/hubs/dashboard"))
            .AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)))
            .Build();
        await _hub.StartAsync();
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task WatchRun_FromTheStartAndLater_AllTheTextArrives()
    {
        var contextId = await app.CreateContextAsync();
        var asked = await app.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = contextId, Question = "How many books does Finn have?", Modes = [AnswerMode.Standard], Verbosity = 4, Owner = "local" },
            CancellationToken.None);
        var runId = asked.Runs[0].Id;

        var live = await WatchAsync(runId);
        var late = await WatchAsync(runId);

        foreach (var messages in (List<RunMessage>[])[live, late])
        {
            Assert.IsType<RunStartedMessage>(messages[0]);
            var done = Assert.IsType<RunDoneMessage>(messages[^1]);
            Assert.Equal(RunState.Completed, done.State);
            Assert.NotEmpty(done.Answer);
            Assert.Equal(done.Answer, string.Concat(messages.OfType<RunTokenMessage>().Select(token => token.Text)));
            Assert.True(done.Usage!.CompletionTokens > 0);
        }
    }

    [Fact]
    public async Task WatchRun_BlindComparison_TellsTheSidesApartOnlyAfterTheVote()
    {
        var contextId = await app.CreateContextWithNotesAsync();
        var comparison = await app.CompareAsync(contextId, blind: true);
        var runs = await app.Get<RunHistory>().FindComparisonAsync(comparison, CancellationToken.None);

        foreach (var run in runs)
        {
            var messages = await WatchAsync(run.Id);
            Assert.All(messages, message => Assert.Null(message.Mode));
            Assert.DoesNotContain(messages, message => message is RunPrefillMessage);
            Assert.All(messages.OfType<RunTokenMessage>(), token => Assert.Null(token.CompletionTokens));
            var done = Assert.IsType<RunDoneMessage>(messages[^1]);
            Assert.NotEmpty(done.Answer);
            Assert.Null(done.Usage);
            Assert.Null(done.Timings);
        }

        using var vote = await app.Http.PutAsJsonAsync($"/api/v1/comparisons/{comparison}/vote", new { preferred = "a" });
        await vote.JsonAsync();

        foreach (var run in runs)
        {
            var messages = await WatchAsync(run.Id);
            Assert.All(messages, message => Assert.Equal(run.Mode.ToApi(), message.Mode));
            Assert.NotNull(Assert.IsType<RunDoneMessage>(messages[^1]).Usage);
        }
    }

    [Fact]
    public async Task WatchRun_UnknownId_FailsInWords()
    {
        var id = Guid.NewGuid();

        var failure = await Assert.ThrowsAsync<HubException>(() => WatchAsync(id));

        Assert.Contains(id.ToString(), failure.Message);
    }

    [Fact]
    public async Task WatchQueue_JobIsDone_TellsIt()
    {
        var queue = Listen<QueueMessage>(nameof(IDashboardClient.QueueChanged));
        await _hub.InvokeAsync(nameof(DashboardHub.WatchQueue));
        await UntilAsync(queue, _ => true);

        var contextId = await app.CreateContextAsync();

        // The slice that first names the job may well name it as done already.
        await UntilAsync(queue, message => message.Jobs.Items.Any(job => job.ContextId == contextId && job.State == SleepJobState.Completed));
    }

    [Fact]
    public async Task WatchQueue_PausedAndResumed_TellsBoth()
    {
        var queue = Listen<QueueMessage>(nameof(IDashboardClient.QueueChanged));
        await _hub.InvokeAsync(nameof(DashboardHub.WatchQueue));
        await UntilAsync(queue, _ => true);

        (await app.Http.PostAsync("/api/v1/queue/pause", null)).EnsureSuccessStatusCode();
        await UntilAsync(queue, message => message.Queue.Paused);
        (await app.Http.PostAsync("/api/v1/queue/resume", null)).EnsureSuccessStatusCode();

        await UntilAsync(queue, message => !message.Queue.Paused);
    }

    [Fact]
    public async Task WatchModel_Joined_TellsItAtOnce()
    {
        var model = Listen<ModelResponse>(nameof(IDashboardClient.ModelChanged));

        await _hub.InvokeAsync(nameof(DashboardHub.WatchModel));

        Assert.Equal(ModelState.Ready, (await UntilAsync(model, _ => true)).State);
    }

    [Fact]
    public async Task WatchContexts_ContextMadeAndAskedAbout_TellsTheirIds()
    {
        var contexts = Listen<Guid>(nameof(IDashboardClient.ContextChanged));
        var runs = Listen<Guid>(nameof(IDashboardClient.RunChanged));
        await _hub.InvokeAsync(nameof(DashboardHub.WatchContexts));

        var contextId = await app.CreateContextAsync();
        using var response = await app.AskAsync(contextId, "standard");
        var runId = (Guid)(await response.JsonAsync())["runs"]![0]!["id"]!;

        await UntilAsync(contexts, id => id == contextId);
        await UntilAsync(runs, id => id == runId);
    }

    private async Task<List<RunMessage>> WatchAsync(Guid runId)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var messages = new List<RunMessage>();
        await foreach (var message in _hub.StreamAsync<RunMessage>(nameof(DashboardHub.WatchRun), runId, timeout.Token))
            messages.Add(message);
        return messages;
    }

    private ChannelReader<T> Listen<T>(string method)
    {
        var channel = Channel.CreateUnbounded<T>();
        _hub.On<T>(method, message => channel.Writer.TryWrite(message));
        return channel.Reader;
    }

    private static async Task<T> UntilAsync<T>(ChannelReader<T> messages, Func<T, bool> isIt)
    {
        using var timeout = new CancellationTokenSource(Patience);
        await foreach (var message in messages.ReadAllAsync(timeout.Token))
            if (isIt(message))
                return message;
        throw new InvalidOperationException("The connection ended.");
    }
}
