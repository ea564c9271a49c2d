using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

public sealed class NoteVerifierTests
{
    private const string Text = "Maya has 3 marbles. Leo has 4 marbles more than Maya. The road is dry.";

    private readonly List<string> _asked = [];

    [Fact]
    public async Task Check_AWrongCalculation_IsStruckAndTheModelIsNotAsked()
    {
        var check = await CheckAsync("Leo has 3 + 4 = 8.", "Judgement: supported");

        Assert.Equal((false, CheckedBy.Arithmetic, "3 + 4 is 7, not 8."), (check.Verified, check.By, check.Reason));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Check_WhatTheTextShows_IsVerifiedWithItsSentences()
    {
        var check = await CheckAsync("Leo has 3 + 4 = 7.", "Judgement: not supported");

        Assert.Equal((true, CheckedBy.Text), (check.Verified, check.By));
        Assert.Equal("Maya has 3 marbles.\nLeo has 4 marbles more than Maya.", check.Source);
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("It works out. Judgement: supported", true)]
    [InlineData("Judgement: not supported", false)]
    [InlineData("I cannot say.", null)]
    public async Task Check_WhatTheTextDoesNotShow_IsForTheModelToSay(string reply, bool? verified)
    {
        var check = await CheckAsync("Leo has the most.", reply);

        Assert.Equal(verified, check.Verified);
        Assert.Equal(verified is null ? null : CheckedBy.Model, check.By);
        Assert.Equal(verified == true, check.Reason is null);
        Assert.Equal(9, check.Usage.CompletionTokens);
        Assert.Equal(["Leo has the most."], _asked);
    }

    [Fact]
    public async Task Check_TheModelIsNotToBeAsked_LeavesItUnverified()
    {
        var checks = await NoteVerifier.CheckAsync(Guid.Empty, Text, ["Leo has the most."], new HashSet<string> { "Leo has the most." }, default, judge: null);

        Assert.Equal((null, NoteVerifier.NotAsked), (checks[0].Verified, checks[0].Reason));
    }

    [Fact]
    public async Task Check_ALineThatRestsOnAnEarlierOne_IsTracedThroughIt()
    {
        IReadOnlyList<string> notes = ["Leo has 3 + 4 = 7.", "Leo and Maya together: 7 + 3 = 10."];

        var checks = await NoteVerifier.CheckAsync(Guid.Empty, Text, notes, notes.Skip(1).ToHashSet(), default, judge: null);

        Assert.Equal(("Leo and Maya together: 7 + 3 = 10.", true), (Assert.Single(checks).Text, checks[0].Verified));
    }

    [Theory]
    [InlineData("Ilmira has 9.", "The text does not name Ilmira.")]
    [InlineData("Maya and Ilmira together: 3 + 9 = 12.", "The text does not name Ilmira.")]
    [InlineData("Leo and Leo together: 7 + 7 = 14.", "It takes Leo together with itself.")]
    public async Task Check_SomeoneUnknownOrTwice_IsStruckAndTheModelIsNotAsked(string note, string reason)
    {
        var check = await CheckAsync(note, "Judgement: supported");

        Assert.Equal((false, reason), (check.Verified, check.Reason));
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("The Average price is 5.")]
    [InlineData("Everyone has 3.")]
    [InlineData("Number and colour of the marbles: 3.")]
    [InlineData("Maya and Leo together: 3 + 7 = 10.")]
    public async Task Check_NobodyUnknown_IsForTheModelToSay(string note) => Assert.True((await CheckAsync(note, "Judgement: supported")).Verified);

    [Fact]
    public async Task Check_AnotherPersonOfASimilarName_IsStruck()
    {
        var checks = await NoteVerifier.CheckAsync(Guid.Empty, "Paul has 7 keys.", ["Paula has 7 keys."], new HashSet<string> { "Paula has 7 keys." }, default, judge: null);

        Assert.Equal("The text does not name Paula.", Assert.Single(checks).Reason);
    }

    [Theory]
    [InlineData("Orders are delivered within 3 days.", "Delivery takes 3 days.")]
    [InlineData("12 boxes are delivered every year.", "The annual delivery has 12 boxes.")]
    [InlineData("The subscription starts at 50 euros per year.", "The yearly subscription starts at 50 euros.")]
    [InlineData("Revenue grew 5% in the last year.", "Revenue grew 5% year over year.")]
    [InlineData("Ann has 3 keys. Ben has 4 keys.", "Since Ann has 3 keys and Ben has 4 keys, together they have 3 + 4 = 7 keys.")]
    [InlineData("Ann has 7 keys. Ben has 2 keys.", "Thus Ann has 7 - 2 = 5 keys more than Ben.")]
    [InlineData("Ann has 3 keys. Ben has 4 keys.", "Neither has more than 4 keys.")]
    [InlineData("The club has 20 members.", "Twenty members have joined the club.")]
    [InlineData("The order has 12 boxes. 3 boxes are added to the order.", "The updated order has 12 + 3 = 15 boxes.")]
    public async Task Check_AnotherWordForWhatTheTextNames_IsNotStruck(string text, string note)
    {
        var checks = await NoteVerifier.CheckAsync(Guid.Empty, text, [note], new HashSet<string> { note }, default, judge: null);

        Assert.NotEqual(false, Assert.Single(checks).Verified);
    }

    [Fact]
    public async Task Check_ALowerCasePartyThatTheTextDoesNotHave_IsStruck()
    {
        const string note = "the east mill has 10.";
        var checks = await NoteVerifier.CheckAsync(
            Guid.Empty, "The north mill holds 10 sacks. The lower mill holds 4 sacks.", [note], new HashSet<string> { note }, default, judge: null);

        Assert.Equal((false, "The text does not name the east mill."), (checks[0].Verified, checks[0].Reason));
    }

    [Fact]
    public async Task Check_ALineThatRestsOnAStruckOne_IsStruckAndTheModelIsNotAsked()
    {
        var asked = false;
        IReadOnlyList<string> notes = ["Leo has 3 + 4 = 8.", "Leo and Maya together: 8 + 3 = 11."];

        var checks = await NoteVerifier.CheckAsync(Guid.Empty, Text, notes, notes.ToHashSet(), default, _ =>
        {
            asked = true;
            return Task.FromResult<IReadOnlyList<GenerationResult>>([]);
        });

        Assert.Equal([false, false], checks.Select(check => check.Verified));
        Assert.Equal("It rests on a struck note: Leo has 3 + 4 = 8.", checks[1].Reason);
        Assert.False(asked);
    }

    [Fact]
    public async Task Check_ALineThatRestsOnOneStruckBefore_IsStruck()
    {
        const string note = "Leo and Maya together: 8 + 3 = 11.";

        var checks = await NoteVerifier.CheckAsync(Guid.Empty, Text, [note], new HashSet<string> { note }, default, judge: null, struck: ["Leo has 3 + 4 = 8."]);

        Assert.Equal(NoteVerifier.RestsOn("Leo has 3 + 4 = 8."), Assert.Single(checks).Reason);
    }

    private async Task<NoteCheck> CheckAsync(string note, string reply)
    {
        var checks = await NoteVerifier.CheckAsync(Guid.Empty, Text, [note], new HashSet<string> { note }, default, notes =>
        {
            _asked.AddRange(notes);
            return Task.FromResult<IReadOnlyList<GenerationResult>>([.. notes.Select(_ => new GenerationResult(
                FinishReason.EndOfText, reply, null, new TokenUsage(20, 0, 9), new GenerationTimings(0, 1, 2, null)))]);
        });
        return Assert.Single(checks);
    }
}
