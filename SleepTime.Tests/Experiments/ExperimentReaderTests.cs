using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Components.Experiments;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Experiments;

public sealed class ExperimentReaderTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public ExperimentReaderTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Read_ASleepThatFailed_IsInNoMean()
    {
        var id = await StoredExperiment.AddAsync(_engine);
        var tooLong = new ExperimentContext { ExperimentId = id, Order = 1, Key = "b", Text = "Too long." };
        await using (var database = await _engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            database.AddRange(tooLong, new ExperimentNotes
            {
                ExperimentId = id, ExperimentContextId = tooLong.Id, Passes = 1, Samples = 1, Lines = "", LeftOut = 0, Struck = 0, Usage = new TokenUsage(0, 0, 0), TookMs = 1, Failure = "The text does not fit.",
            });
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var (figures, _) = (await _engine.Get<ExperimentReader>().ReadAsync(id, TestContext.Current.CancellationToken))!.Value;

        Assert.Equal(40, figures.Arms.Single(arm => arm.Arm.Passes == 1).SleepTokens);
        Assert.Equal(("a", 1, 1), Assert.Single(figures.Slept).Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
