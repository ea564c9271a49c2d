using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

public sealed class SourceTracerTests
{
    private const string Stores =
        "The upper store holds 3 crates. The new store holds 12 crates more than the upper store. The old store holds double the crates of the new store. Then the old store ships 8 crates.";

    private readonly SourceTracer _tracer = new(Stores);

    [Fact]
    public void Trace_AValueOfTheText_FindsItsSentence()
    {
        var trace = _tracer.Trace("the upper store has 3.");

        Assert.True(trace.Complete);
        Assert.Equal("The upper store holds 3 crates.", trace.Sentences[0].Text);
    }

    [Fact]
    public void Trace_AValueOfSomeoneElse_IsNotComplete() => Assert.False(_tracer.Trace("the old store has 3.").Complete);

    [Fact]
    public void Trace_ANumberThatTheTextDoesNotHave_IsNotComplete() => Assert.False(_tracer.Trace("the upper store has 4.").Complete);

    [Fact]
    public void Trace_SomeoneUnknown_IsNotComplete() => Assert.False(_tracer.Trace("The Riga store has 3.").Complete);

    [Fact]
    public void Trace_ACalculationWithNumbersOfTwoSentences_FindsBoth()
    {
        var trace = _tracer.Trace("the new store has 3 + 12 = 15.");

        Assert.True(trace.Complete);
        Assert.Equal(["The upper store holds 3 crates.", "The new store holds 12 crates more than the upper store."], trace.Sentences.Take(2).Select(sentence => sentence.Text));
    }

    [Fact]
    public void Trace_AWordForANumber_CountsAsOne() => Assert.True(TraceAll("the new store has 3 + 12 = 15.", "the old store has 15 * 2 = 30.").Complete);

    [Fact]
    public void Trace_ANumberOfANoteThatWasNotTraced_IsNotComplete() => Assert.False(TraceAll("the new store has 16.", "the old store has 16 * 2 = 32.").Complete);

    [Fact]
    public void Trace_ANumberThatAnEarlierNoteWorkedOut_ComesFromTheSentencesOfThatNote()
    {
        var trace = TraceAll("the new store has 3 + 12 = 15.", "the upper store and the new store together: 3 + 15 = 18.");

        Assert.True(trace.Complete);
        Assert.Contains("The new store holds 12 crates more than the upper store.", trace.Sentences.Select(sentence => sentence.Text));
    }

    [Theory]
    [InlineData("Most of 3, 15, 22: the old store.")]
    [InlineData("the upper store comes before the new store.")]
    [InlineData("the old store does not hold 3.")]
    public void Trace_AComparisonWithoutACalculation_IsNotComplete(string note) => Assert.False(TraceAll("the new store has 3 + 12 = 15.", note).Complete);

    [Fact]
    public void Trace_ADifference_IsShownByItsCalculation() =>
        Assert.True(TraceAll("the new store has 3 + 12 = 15.", "the new store over the upper store: 15 - 3 = 12.").Complete);

    [Fact]
    public void Trace_ATable_FindsTheRow()
    {
        var trace = new SourceTracer("| Name | Keys |\n| --- | --- |\n| Ann | 3 |\n| Ben | 4 |").Trace("Ben has 4.");

        Assert.True(trace.Complete);
        Assert.Equal(["| Ben | 4 |"], trace.Sentences.Select(sentence => sentence.Text));
    }

    [Fact]
    public void Trace_AValueOfSomeoneElseInALongText_IsNotComplete() =>
        Assert.False(new SourceTracer("Maya has 3 marbles. Leo has 4 marbles. The road is dry. The sun is up. The cat sleeps. The dog barks.").Trace("Maya has 4 marbles.").Complete);

    [Fact]
    public void Trace_ADenial_IsNotShownByItsCalculation() => Assert.False(_tracer.Trace("the new store does not have 3 + 12 = 15.").Complete);

    [Theory]
    [InlineData("The north mill holds 10 sacks more than the lower mill.", "the lower mill has 10.")]
    [InlineData("The north mill holds 10 sacks more than the lower mill.", "the north mill has 10.")]
    [InlineData("The north mill holds 10 sacks more than the lower mill.", "the lower store has 10.")]
    [InlineData("Project Alba starts 6 days after Project Brio.", "Project Alba takes 6 days.")]
    [InlineData("Ann has twice as many keys as Ben.", "Ann has 2 keys.")]
    [InlineData("Ann has 4 keys. Then Ann buys another 6 keys.", "Ann has 6 keys.")]
    [InlineData("Vera gives 7 keys to Ben.", "Ben has 7 keys.")]
    [InlineData("Ann has 3 keys and Ben has 4 keys.", "Ann has 4 keys.")]
    [InlineData("Ann and Ben have 7 keys together.", "Ben has 7 keys.")]
    [InlineData("The north mill has 10 sacks. The lower mill is wet.", "the lower mill has 10.")]
    [InlineData("The north mill has 10 sacks near the lower mill.", "the lower mill has 10.")]
    [InlineData("The north mill has 10 sacks.", "the north store has 10.")]
    [InlineData("| Name | Keys | Pens |\n| --- | --- | --- |\n| Ann | 3 | 5 |", "Ann has 5 keys.")]
    [InlineData("The team closed 9 of 17 tickets.", "The team closed 17 tickets.")]
    [InlineData("Ann walks 5 km in 3 hours.", "Ann walks 3 km in 5 hours.")]
    [InlineData("In 2023 the firm had 45 staff.", "The firm had 2023 staff.")]
    [InlineData("Leo has 3 + 4 = 7.", "Leo has 4.")]
    [InlineData("Leo has 3 keys + 4 keys = 7 keys.", "Leo has 4 keys.")]
    [InlineData("The freezer is at -18 degrees.", "The freezer is at 18 degrees.")]
    [InlineData("If payment is late, the fee is 50 euros.", "The fee is 50 euros.")]
    [InlineData("Unless it rains, Ann has 7 keys.", "Ann has 7 keys.")]
    [InlineData("Ann doesn't have 7 keys.", "Ann has 7 keys.")]
    [InlineData("Ann has 7 keys.", "Ann doesn't have 7 keys.")]
    [InlineData("Ann has 3 keys and 4 pens.", "Ann has 3 + 4 = 7 keys.")]
    [InlineData("Ann has 3 keys and 4 pens.", "Ann has 4 - 3 = 1 keys.")]
    [InlineData("The depot should have 40 pallets, but it has 31.", "The depot has 40 pallets.")]
    [InlineData("The depot would have 40 pallets.", "The depot has 40 pallets.")]
    [InlineData("The depot might have 40 pallets.", "The depot has 40 pallets.")]
    [InlineData("The hall has over 200 seats.", "The hall has 200 seats.")]
    [InlineData("The club has at least 12 members.", "The club has 12 members.")]
    [InlineData("The club has around 30 members.", "The club has 30 members.")]
    public void Trace_ANumberThatTheSentenceDoesNotStateOfThem_IsNotComplete(string text, string note) => Assert.False(new SourceTracer(text).Trace(note).Complete);

    [Theory]
    [InlineData("Ann has 3 keys and Ben has 4 keys.", "Ben has 4 keys.")]
    [InlineData("Team Red closed 9 tickets and 17 surveys.", "Team Red has 17 surveys.")]
    [InlineData("There are 8 drums in the new store. There are 9 in the old store.", "the new store has 8.")]
    [InlineData("- the Ilmigo farm: 11 melons, 3 jars", "the Ilmigo farm has 3 jars.")]
    [InlineData("| Name | Keys | Pens |\n| --- | --- | --- |\n| Ann | 3 | 5 |", "Ann has 5 pens.")]
    [InlineData("Vera has 9 keys. Ben has 2 keys. Then Vera gives 7 keys to Ben.", "Now Ben has 2 + 7 = 9.")]
    [InlineData("Leo has 3 + 4 = 7.", "Leo has 7.")]
    [InlineData("Ann has **7** shells.", "Ann has 7 shells.")]
    [InlineData("Ann has 7 shells - a gift.", "Ann has 7 shells.")]
    [InlineData("Ann has 5 shells in the box and 7 in the bag.", "Ann has 5 + 7 = 12 shells.")]
    [InlineData("Ann walks 5 km in 3 hours.", "Ann walks 5 km in 3 hours.")]
    [InlineData("Ann has 3 keys. Then Ann buys 4 keys.", "Ann has 3 + 4 = 7 keys.")]
    public void Trace_ANumberThatTheSentenceStatesOfThem_IsComplete(string text, string note) => Assert.True(new SourceTracer(text).Trace(note).Complete);

    [Theory]
    [InlineData("the lower mill has 10 + 7 = 17.")]
    [InlineData("the north mill has 10 - 7 = 3.")]
    [InlineData("the north mill and the lower mill together: 7 + 7 = 14.")]
    public void Trace_ASumThatTheTextDoesNotAskFor_IsNotComplete(string note) =>
        Assert.False(new SourceTracer("The lower mill holds 7 sacks. The north mill holds 10 sacks more than the lower mill. The old mill is shut.").Trace(note).Complete);

    private SourceTrace TraceAll(params string[] notes) => notes.Select(_tracer.Trace).ToList()[^1];
}
