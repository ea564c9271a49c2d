using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The questions that sleep expects, in words.</summary>
public static class ExpectedWords
{
    public static string Explain(NotesVersion notes) => notes switch
    {
        { Questions.Count: > 0 } => "The likeliest first, with the answers that it wrote down. Ask one to see how it is answered now.",
        { Origin: NotesOrigin.Edited } => "None: the notes were changed by hand, and what was expected before may no longer fit them. Sleep again to get new ones.",
        _ => "None were written with these notes.",
    };

    /// <summary>The answer that sleep wrote down, where a verified note bears it out.</summary>
    public static string Answer(ExpectedQuestion expected, NotesVersion notes) =>
        HeldAnswers.IsHeld(expected, notes) ? expected.Answer : "no verified note holds an answer; the model is asked";
}
