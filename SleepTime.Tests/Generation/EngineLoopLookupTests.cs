using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopLookupTests : EngineLoopTests
{
    private const string Prompt = "The quick brown fox jumps over the lazy dog. Say it again: The";
    private const string Said = " quick brown fox jumps over the lazy dog.";

    public EngineLoopLookupTests() => Model.NextToken = Says(Prompt, Said);

    [Fact]
    public void Step_OneRowAndScoresOrAPrompt_SayNothingOfWhatADraftCosts()
    {
        Model.NextToken = _ => 'x';
        var milliseconds = 10;
        Model.OnDecode = _ => Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Submit("question", maxTokens: 5);
        StepUntilDone();

        milliseconds = 500;
        Submit("scored", GenerationClass.Experiment, maxTokens: 1, scoreFrom: 1);
        Submit("r", maxTokens: 1);
        StepUntilDone();

        Assert.Equal(0.5, Loop.CostOfARow);
    }

    [Fact]
    public async Task Step_AnswerQuotesThePrompt_TakesFewerStepsForTheSameText()
    {
        var ticket = Ask(Prompt, most: 8);

        StepUntilDone();

        Assert.Equal(Said, (await ResultOf(ticket)).Text);
        Assert.Equal(Said.Length + 1, (await ResultOf(ticket)).Usage.CompletionTokens);
        Assert.True(Context.Decodes < 14, $"{Context.Decodes} steps for {Said.Length} tokens.");
        Assert.True(Counts.AcceptedDraftTokens > 30, $"{Counts.AcceptedDraftTokens} of {Counts.DraftTokens} accepted.");
    }

    [Fact]
    public async Task Step_AnswerDeviates_WhatWasDraftedBeyondIsForgotten()
    {
        MaxResident = 0;
        Model.NextToken = Says(Prompt, " quick brown cat sleeps.");
        var ticket = Ask(Prompt, most: 8);
        Model.OnDecode = batch =>
        {
            if (batch.Positions[0] > 0)
                Assert.Equal(batch.Positions[0], Context.LengthOf(batch.Sequences[0]));
        };

        StepUntilDone();

        Assert.Equal(" quick brown cat sleeps.", (await ResultOf(ticket)).Text);
        Assert.True(Counts.AcceptedDraftTokens < Counts.DraftTokens);
        Assert.Equal(0, Context.CellsUsed);
    }

    [Fact]
    public async Task Step_EndsInTheMiddleOfADraft_KeepsThePrefixWithoutTheRest()
    {
        var ticket = Ask(Prompt, most: 8, maxTokens: 100, stop: "fox");
        StepUntilDone();

        Assert.Equal(FinishReason.StopString, (await ResultOf(ticket)).Reason);
        Assert.Equal(Prompt.Length + " quick brown fox".Length - 1, Context.CellsUsed);
        var again = Ask(Prompt, most: 8);
        StepUntilDone();
        Assert.Equal(Said, (await ResultOf(again)).Text);
    }

    [Fact]
    public async Task Step_AnticipatedAnswer_IsVerifiedFromItsFirstTokenOn()
    {
        Model.NextToken = Says("2 + 2?", "The sum is four.");
        var ticket = Ask("2 + 2?", most: 16, source: "The sum is four.");

        StepUntilDone();

        Assert.Equal("The sum is four.", (await ResultOf(ticket)).Text);
        Assert.True(Context.Decodes < 8, $"{Context.Decodes} steps.");
    }

    [Fact]
    public void Step_TokenLimit_IsNeverPassed()
    {
        var positions = 0;
        Model.OnDecode = batch => positions = Math.Max(positions, batch.Positions[^1]);
        var ticket = Ask(Prompt, most: 16, maxTokens: 10);

        StepUntilDone();

        Assert.True(ticket.Completion.IsCompleted);
        Assert.Equal(Prompt.Length + 8, positions);
    }

    [Fact]
    public async Task Step_ManyStreams_DraftNothing()
    {
        var tickets = Enumerable.Range(0, 3).Select(_ => Ask(Prompt, most: 8)).ToList();

        Step(10);
        Assert.Equal(0, Counts.DraftTokens);
        StepUntilDone();

        foreach (var ticket in tickets)
            Assert.Equal(Said, (await ResultOf(ticket)).Text);
    }

    [Fact]
    public async Task Step_DraftsHaveNoRoom_GoesOnWithoutThem()
    {
        Cells = Prompt.Length + Said.Length;
        BatchTokens = 32;
        var ticket = Ask(Prompt, most: 16, maxTokens: Said.Length);
        Submit("x", GenerationClass.Sleep, maxTokens: 2);

        StepUntilDone();

        Assert.Equal(Said, (await ResultOf(ticket)).Text);
    }

    [Fact]
    public async Task Step_LittleIsAccepted_MostlyStopsDrafting()
    {
        // Every pair of letters was there before, and none says what comes next.
        var random = new Random(7);
        int[] letters = [.. Enumerable.Range(0, 1000).Select(_ => 'a' + random.Next(4))];
        Model.NextToken = tokens => letters[tokens.Count];
        var ticket = Ask("abcd", most: 8, maxTokens: 600);

        StepUntilDone();

        Assert.Equal(600, (await ResultOf(ticket)).Usage.CompletionTokens);
        Assert.True(Counts.DraftTokens < 200, $"{Counts.DraftTokens} tokens were drafted in vain.");
    }

    private GenerationTicket Ask(string prompt, int most, int maxTokens = 100, string? source = null, string? stop = null)
    {
        int[][] sources = source is null ? [] : [Model.Vocabulary.Tokenize(source, parseSpecial: false)];
        return Submit(prompt, maxTokens: maxTokens, lookup: new PromptLookup(Model.Vocabulary.Tokenize(prompt, parseSpecial: false), sources, most), stop: stop);
    }

    private static Func<IReadOnlyList<int>, int> Says(string prompt, string answer) => tokens =>
        tokens.Count - prompt.Length is var at && at >= 0 && at < answer.Length && FakeVocabulary.TextOf(tokens.Skip(prompt.Length)) == answer[..at]
            ? answer[at]
            : FakeVocabulary.End;
}
