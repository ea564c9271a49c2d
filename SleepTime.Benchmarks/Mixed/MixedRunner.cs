using System.Diagnostics;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;

namespace SleepTime.Benchmarks.Mixed;

/// <summary>Questions alone, sleep alone, both, and the same backwards.</summary>
internal sealed class MixedRunner(EngineHost engine, int answerTokens, TimeSpan duration)
{
    /// <summary>Share of the time that questions keep the engine busy.</summary>
    private const double QuestionLoadShare = 0.2;

    private readonly QuestionLoad _questions = new(engine, answerTokens);
    private readonly SleepLoad _sleep = new(engine);
    private double _perSecond;

    public async Task<MixedResult> RunAsync(int repetitions)
    {
        _perSecond = QuestionLoadShare / await _questions.MeasureServiceTimeAsync();
        List<MixedPhase> alone = [], sleep = [], mixed = [];
        for (var seed = 0; seed < repetitions; seed++)
        {
            alone.Add(await RunPhaseAsync(questions: true, sleeps: false, seed));
            sleep.Add(await RunPhaseAsync(questions: false, sleeps: true, seed));
            mixed.Add(await RunPhaseAsync(questions: true, sleeps: true, seed));
            mixed.Add(await RunPhaseAsync(questions: true, sleeps: true, seed));
            sleep.Add(await RunPhaseAsync(questions: false, sleeps: true, seed));
            alone.Add(await RunPhaseAsync(questions: true, sleeps: false, seed));
        }
        return new MixedResult(_perSecond, FirstTokens(alone), FirstTokens(mixed), SleepSpeeds(sleep), SleepSpeeds(mixed));
    }

    private static Series FirstTokens(List<MixedPhase> phases) => new(phases.SelectMany(phase => phase.FirstTokens));

    private static Series SleepSpeeds(List<MixedPhase> phases) => new(phases.Select(phase => phase.SleepSpeed!.Value));

    private async Task<MixedPhase> RunPhaseAsync(bool questions, bool sleeps, int seed)
    {
        Console.Error.WriteLine(questions && sleeps ? "both" : questions ? "questions alone" : "sleep alone");
        using var end = new CancellationTokenSource();
        var before = _sleep.Generated;
        var sleeping = sleeps ? _sleep.RunAsync(end.Token) : Task.CompletedTask;
        var start = Stopwatch.GetTimestamp();
        var asking = questions ? _questions.RunAsync(_perSecond, duration, seed) : Task.FromResult<IReadOnlyList<double>>([]);

        // Both last as long, so that sleep is never counted without the questions it is measured beside.
        await Task.Delay(duration);
        var speed = (_sleep.Generated - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var firstTokens = await asking;
        await end.CancelAsync();
        await sleeping;
        return new MixedPhase(firstTokens, sleeps ? speed : null);
    }
}
