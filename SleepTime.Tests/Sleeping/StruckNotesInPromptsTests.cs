using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Running;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>Whatever asks the model anything: no line that is struck is ever in it. Every prompt is looked through.</summary>
public sealed class StruckNotesInPromptsTests : IAsyncDisposable
{
    private const string Wrong = "Leo has 3 + 4 = 8.";
    private const string Resting = "Ann has Leo's 8 + 2 = 10.";
    private const string Right = "Maya has 3.";
    private const string ByHand = "Maya likes red ones.";

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly List<string> _prompts = [];

    public StruckNotesInPromptsTests()
    {
        _engine = new TestEngine(_database, settings: ("Sleep:AskModel", "true"));
        _engine.Model.Reply = prompt =>
        {
            lock (_prompts)
                _prompts.Add(prompt);
            return prompt switch
            {
                _ when prompt.Contains("write notes 1", StringComparison.Ordinal) => $"{Right}\n{Wrong}\n{ByHand}",
                _ when prompt.Contains("write notes 2", StringComparison.Ordinal) => $"{Resting}\nMaya is pleasant.",
                _ when prompt.Contains("write notes", StringComparison.Ordinal) => "finished",
                _ when prompt.Contains("write questions", StringComparison.Ordinal) => "How many has Leo? Answer: 8\nHow many marbles has Maya? Answer: 3",
                _ when prompt.Contains("judge", StringComparison.Ordinal) => "Judgement: supported",
                _ => "Answer: 3",
            };
        };
    }

    [Fact]
    public async Task Prompts_OfSleepAnswersEditsAndExperiments_HoldNoStruckLine()
    {
        var context = await _engine.AddContextAsync("Maya has 3 marbles. Leo has 4 more marbles than Maya. Ann has 2 more than Leo.");
        await SleepAsync(context);
        await AskAllAsync(context);
        await StrikeByHandAsync(context);
        await AskAllAsync(context);
        await SleepAsync(context);
        await AskAllAsync(context);
        lock (_prompts)
            Assert.DoesNotContain(_prompts, prompt => prompt.Contains(ByHand, StringComparison.Ordinal));
        await _engine.EditAsync(context, "Maya has 3 marbles. Leo has 4 more marbles than Maya. Ann has 3 more than Leo.");
        await AskAllAsync(context, stale: true);
        await SleepAsync(context);
        await AskAllAsync(context);
        await RunExperimentAsync();

        lock (_prompts)
        {
            // They do hold notes, in every part of this test.
            Assert.True(_prompts.Count(prompt => prompt.Contains($"Notes:\n{Right}", StringComparison.Ordinal)) > 20);
            Assert.DoesNotContain(_prompts, prompt => prompt.Contains(Wrong, StringComparison.Ordinal) || prompt.Contains(Resting, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private async Task SleepAsync(Context context)
    {
        var job = await _engine.EnqueueAsync(context, force: true);
        // The model has been idle for as long as it has to be.
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        await _engine.SleepAsync();
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
    }

    private async Task AskAllAsync(Context context, bool stale = false)
    {
        foreach (var question in new[] { "How many marbles has Maya?", "How many has Leo?" })
        {
            foreach (var instant in new[] { false, true })
            {
                var asked = await _engine.Get<AnswerService>().AskAsync(
                    new AskRequest { ContextId = context.Id, Question = question, Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner, Instant = instant, StaleNotes = stale },
                    CancellationToken.None);
                var run = await _engine.EndOfAsync(asked.Runs[0]);
                Assert.True(run.State == RunState.Completed, run.FailureReason);
            }
        }
    }

    /// <summary>What a person strikes is in no prompt after that; before it was.</summary>
    private async Task StrikeByHandAsync(Context context)
    {
        var notes = (await _engine.NotesAsync(context))[0].Notes;
        lock (_prompts)
        {
            Assert.Contains(_prompts, prompt => prompt.Contains(ByHand, StringComparison.Ordinal));
            _prompts.RemoveAll(prompt => prompt.Contains(ByHand, StringComparison.Ordinal));
        }
        await _engine.Get<NotesEditor>().EditAsync(
            context.Id, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select(line => new NoteEdit(line.Id, line.Text, line.Struck || line.Text == ByHand))], "maya", CancellationToken.None);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task RunExperimentAsync()
    {
        var made = await _engine.Get<ExperimentService>().CreateAsync(
            "Struck", null,
            new ExperimentPlan
            {
                DataSetId = NumberStories.View.Id, Contexts = 2, QuestionsPerContext = 2, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1],
            },
            TestEngine.Owner, CancellationToken.None);
        var runner = _engine.GetAll<IHostedService>().OfType<ExperimentRunner>().Single();
        await runner.StartAsync(CancellationToken.None);
        await SleepTimeApp.WaitAsync("the experiment", async () =>
            (await _engine.Get<ExperimentService>().FindAsync(made.Experiment.Id, CancellationToken.None))!.Experiment.State == ExperimentState.Completed);
        await runner.StopAsync(CancellationToken.None);
    }
}
