using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Telemetry;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Telemetry;

public sealed class GenerationTelemetryTests : IAsyncLifetime
{
    private readonly FakeLoadedModel _model = new() { NextToken = _ => 'x' };
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GenerationService _service = new(
        Options.Create(new GenerationOptions()), new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);

    public ValueTask InitializeAsync()
    {
        _service.Start(_model, new InferenceContextOptions(1024, 4, 64), contextLength: 512);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Meter_AfterAQuestion_HasItsTokensAndTimes()
    {
        using var meter = new GenerationMeter(_services.GetRequiredService<IMeterFactory>(), _service);
        using var recorder = new MeterRecorder(_services.GetRequiredService<IMeterFactory>());
        var telemetry = new GenerationTelemetry(_service, meter, new GenerationTracer(new TelemetryOptions()));
        await telemetry.StartAsync(CancellationToken.None);

        await AskAsync();
        await telemetry.StopAsync(CancellationToken.None);
        await AskAsync();
        recorder.Observe();

        Assert.Equal(5, recorder.Sum("sleeptime.prompt_tokens", "class", "question"));
        Assert.Equal(4, recorder.Sum("sleeptime.tokens_predicted", "class", "question"));
        Assert.Equal(1, recorder.Sum("sleeptime.requests", "reason", "max_tokens"));
        Assert.Equal(1, recorder.Count("sleeptime.time_to_first_token"));
        Assert.Equal(1, recorder.Count("sleeptime.inter_token_latency"));
        Assert.Equal(1, recorder.Count("sleeptime.e2e_request_latency"));
        // What is observed belongs to the engine, not to one request.
        Assert.InRange(recorder.Sum("sleeptime.decode"), 8, 10);
        Assert.Equal(0, recorder.Sum("sleeptime.requests_processing"));
        Assert.Equal(5 + 5, recorder.Sum("sleeptime.prefix_cache_queries"));
        Assert.Equal(4, recorder.Sum("sleeptime.prefix_cache_hits"));
        Assert.Equal(1, recorder.Sum("sleeptime.prefix_cache_requests", "tier", "none"));
        Assert.True(recorder.Sum("sleeptime.kv_cells_used") > 0);
    }

    [Fact]
    public async Task Meter_CancelledWhileItWaited_ReadNoPrompt()
    {
        using var meter = new GenerationMeter(_services.GetRequiredService<IMeterFactory>(), _service);
        using var recorder = new MeterRecorder(_services.GetRequiredService<IMeterFactory>());
        var ticket = new GenerationTicket(Request(), new GenerationClock(TimeProvider.System), _ => { });
        ticket.FinishUnadmitted(FinishReason.Cancelled, null);

        meter.Record(ticket, await ticket.Completion);

        Assert.Equal(0, recorder.Sum("sleeptime.prompt_tokens"));
        Assert.Equal(1, recorder.Sum("sleeptime.requests", "reason", "cancelled"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tracer_AfterAQuestion_NamesItAndTellsWhatWasSaidOnlyWhenAsked(bool includeContent)
    {
        // Other tests' spans come to this listener too, from other threads.
        ConcurrentQueue<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GenerationTracer.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var tracer = new GenerationTracer(new TelemetryOptions { IncludeContent = includeContent });
        using var caller = new Activity("caller").Start();
        var ticket = _service.Submit(Request());
        var result = await ticket.Completion.WaitAsync(TestContext.Current.CancellationToken);

        tracer.Record(ticket, result, "tiny", () => _service.TextOf(ticket.Request.Prompt));

        var span = Assert.Single(spans, span => span.TraceId == caller.TraceId);
        Assert.Equal("text_completion tiny", span.DisplayName);
        Assert.Equal(caller.SpanId, span.ParentSpanId);
        Assert.Equal(5, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(4, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal("tiny", span.GetTagItem("gen_ai.request.model"));
        Assert.Equal(result.Timings.TotalMs, span.Duration.TotalMilliseconds, 1.0);
        Assert.Equal(includeContent ? "hello" : null, span.GetTagItem("gen_ai.input.messages"));
        Assert.Equal(includeContent ? "xxxx" : null, span.GetTagItem("gen_ai.output.messages"));
    }

    [Fact]
    public async Task Observer_ThatThrows_EndsNothing()
    {
        _service.Ended += (_, _) => throw new InvalidOperationException("an observer's mistake");

        Assert.Equal("xxxx", (await AskAsync()).Text);
        Assert.Equal("xxxx", (await AskAsync()).Text);
    }

    private Task<GenerationResult> AskAsync() => _service.Submit(Request()).Completion.WaitAsync(TestContext.Current.CancellationToken);

    private GenerationRequest Request() => new()
    {
        Prompt = _model.Vocabulary.Tokenize("hello", parseSpecial: false), Class = GenerationClass.Question, MaxTokens = 4,
    };
}
