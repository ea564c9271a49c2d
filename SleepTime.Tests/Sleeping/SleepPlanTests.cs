using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepPlanTests
{
    [Fact]
    public void Next_OfANewJob_IsTheFirstPassWithoutNotes()
    {
        var write = Assert.IsType<SleepStep.Write>(SleepPlan.Next(Job()));

        Assert.Equal(1, write.Pass);
        var (sample, notes) = Assert.Single(write.Runs);
        Assert.Equal(0, sample);
        Assert.Empty(notes);
    }

    [Fact]
    public void Next_AfterAPass_IsToVerifyItsLines()
    {
        var check = Assert.IsType<SleepStep.Check>(SleepPlan.Next(Job(done: 1, Pass(1, "one\ntwo"))));

        Assert.Equal(["one", "two"], check.Notes);
        Assert.Equal(["one", "two"], check.New.Order());
    }

    [Fact]
    public void Next_AfterVerification_IsTheNextPassWithoutStruckLines()
    {
        var job = Job(done: 1, Pass(1, "one\ntwo\nthree"));
        job.Checks.AddRange([Check("one", true), Check("two", false), Check("three", null)]);

        var write = Assert.IsType<SleepStep.Write>(SleepPlan.Next(job));

        Assert.Equal(2, write.Pass);
        Assert.Equal(["one", "three"], write.Runs[0].NotesSoFar);
    }

    [Fact]
    public void Next_AfterAllPasses_AsksForQuestionsOnceAndThenFinishes()
    {
        var job = Job(done: 2, passes: 2, Pass(1, "one"), Pass(2, "two"));
        job.Checks.AddRange([Check("one", true), Check("two", false)]);

        Assert.Equal(["one"], Assert.IsType<SleepStep.Anticipate>(SleepPlan.Next(job)).Notes);
        job.Passes.Add(Pass(0, "How many? Answer: 3", kind: SleepPassKind.Questions));
        var finish = Assert.IsType<SleepStep.Finish>(SleepPlan.Next(job));

        Assert.Equal(SleepEnd.AllPasses, finish.Why);
        Assert.Equal(["one", "two"], finish.Notes.Select(note => note.Text));
    }

    [Fact]
    public void Next_NothingUsable_ExpectsNoQuestions()
    {
        var job = Job(done: 1, passes: 1, Pass(1, "one"));
        job.Checks.Add(Check("one", false));

        Assert.IsType<SleepStep.Finish>(SleepPlan.Next(job));
    }

    [Fact]
    public void Next_TheModelSaidFinished_WritesNoFurtherPass() => Assert.Equal(SleepEnd.Finished, EndOf(Job(done: 2, Pass(1, "one"), Pass(2, "finished"))));

    [Fact]
    public void Next_ThePassLooped_WritesNoFurtherPassAndSaysSo() => Assert.Equal(SleepEnd.Looped, EndOf(Job(done: 1, Pass(1, "one\none\none\none\n", looped: true))));

    [Fact]
    public void Next_APassBroughtNothingNew_WritesNoFurtherPass() => Assert.Equal(SleepEnd.TooLittleNew, EndOf(Job(done: 2, Pass(1, "one"), Pass(2, "one"))));

    [Fact]
    public void Next_TheFirstPassBroughtNothing_LetsTheSecondTry() => Assert.IsType<SleepStep.Write>(SleepPlan.Next(Job(done: 1, Pass(1, ""))));

    [Fact]
    public void Next_TheTokensAreSpent_WritesNoFurtherPassAndExpectsNoQuestions()
    {
        var job = Job(done: 1, budget: 5, Pass(1, "one"));
        job.Checks.Add(Check("one", true));

        Assert.Equal(SleepEnd.BudgetSpent, Assert.IsType<SleepStep.Finish>(SleepPlan.Next(job)).Why);
    }

    [Fact]
    public void Next_RunsSideBySide_GivesEachItsOwnNotesAndLeavesOutThoseThatAreDone()
    {
        var job = Job(done: 1, samples: 3, Pass(1, "one", sample: 0), Pass(1, "finished", sample: 1), Pass(1, "three", sample: 2));
        job.Checks.AddRange([Check("one", true), Check("three", true)]);

        var write = Assert.IsType<SleepStep.Write>(SleepPlan.Next(job));

        Assert.Equal([0, 2], write.Runs.Select(run => run.Sample));
        Assert.Equal([["one"], ["three"]], write.Runs.Select(run => run.NotesSoFar));
    }

    [Fact]
    public void Next_ALineRestsOnAStruckOne_IsInNoPromptAnyMore()
    {
        const string Struck = "Leo has 3 + 4 = 8.";
        const string Resting = "Ann has Leo's 8 + 2 = 10.";
        var job = Job(done: 2, 3, Pass(1, $"Maya has 3.\n{Struck}"), Pass(2, Resting));
        job.Checks.AddRange([Check("Maya has 3.", true), Check(Struck, false), Check(Resting, true)]);

        var write = Assert.IsType<SleepStep.Write>(SleepPlan.Next(job, "Maya has 3 marbles. Leo has 4 more than Maya. Ann has 2 more than Leo."));

        Assert.Equal(["Maya has 3."], write.Runs[0].NotesSoFar);
    }

    private static SleepEnd EndOf(SleepJob job)
    {
        var next = SleepPlan.Next(job);
        if (next is SleepStep.Check check)
        {
            job.Checks.AddRange(check.New.Select(text => Check(text, true)));
            next = SleepPlan.Next(job);
        }
        if (next is SleepStep.Anticipate)
        {
            job.Passes.Add(Pass(0, "", kind: SleepPassKind.Questions));
            next = SleepPlan.Next(job);
        }
        return Assert.IsType<SleepStep.Finish>(next).Why;
    }

    private static SleepJob Job(params SleepPass[] passes) => Job(0, passes);

    private static SleepJob Job(int done, params SleepPass[] passes) => Job(done, 3, 1, null, passes);

    private static SleepJob Job(int done, int passes, SleepPass first, SleepPass? second = null) =>
        Job(done, passes, 1, null, second is null ? [first] : [first, second]);

    private static SleepJob Job(int done, int? budget, SleepPass first) => Job(done, 3, 1, budget, [first]);

    private static SleepJob Job(int done, int samples, SleepPass first, SleepPass second, SleepPass third) => Job(done, 3, samples, null, [first, second, third]);

    private static SleepJob Job(int done, int wanted, int samples, int? budget, SleepPass[] passes)
    {
        var job = new SleepJob
        {
            ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Owner = "local", PassesWanted = wanted, Samples = samples,
            TokenBudget = budget, PassesDone = done, CreatedAt = default,
        };
        job.Passes.AddRange(passes);
        return job;
    }

    private static SleepPass Pass(int number, string text, int sample = 0, SleepPassKind kind = SleepPassKind.Notes, bool looped = false) => new()
    {
        JobId = Guid.Empty, Kind = kind, Number = number, Sample = sample, Text = text, Looped = looped,
        FinishReason = looped ? FinishReason.Cancelled : FinishReason.EndOfText,
        Usage = new TokenUsage(10, 0, 5), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = DateTimeOffset.UnixEpoch,
    };

    private static NoteCheck Check(string text, bool? verified) => new() { JobId = Guid.Empty, Text = text, Verified = verified, CheckedAt = default, Usage = TokenUsage.None };
}
