using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Pages.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Contexts;

public sealed class NotesWordsTests
{
    [Theory]
    [InlineData(NotesState.Unusable, 0, "No usable notes")]
    [InlineData(NotesState.Unusable, null, "No usable notes")]
    [InlineData(NotesState.Ready, 3, "3 notes")]
    [InlineData(NotesState.Ready, null, "Notes written")]
    [InlineData(NotesState.Paused, null, "Sleep on it paused")]
    [InlineData(NotesState.None, 0, "No notes")]
    public void Label_OnAPageOrInAList_IsTheSameState(NotesState state, int? notes, string words) => Assert.Equal(words, NotesWords.Label(state, notes));

    [Fact]
    public void Explain_Unusable_SaysWhyAndWhatFollows() =>
        Assert.StartsWith("Sleep on this text left no usable notes: it found nothing, or every line was struck.", NotesWords.Explain(NotesState.Unusable), StringComparison.Ordinal);

    [Fact]
    public void Explain_PausedByHand_SaysWhereToResume() =>
        Assert.Equal("The sleep job on this text is paused. Resume it on the Queue page.", NotesWords.Explain(NotesState.Paused, paused: true));

    [Theory]
    [InlineData(NotesState.Unusable)]
    [InlineData(NotesState.Paused)]
    public void ToneOf_WhatSomebodyHasToLookAt_IsAWarning(NotesState state) => Assert.Equal(Tone.Warning, NotesWords.ToneOf(state));
}
