using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What the gate skipped, in words.</summary>
public static class SkippedWords
{
    public static string Summary(Page<SkippedContext> skipped)
    {
        var verb = skipped.Total == 1 ? "is" : "are";
        // Only when all that were skipped are at hand can it be told by whom.
        var byPerson = skipped.Items.Count == skipped.Total && skipped.Items.All(context => context.ByPerson);
        return byPerson
            ? $"{NumberWords.Of(skipped.Total, "context")} {verb} not slept on, as a person chose"
            : $"{NumberWords.Of(skipped.Total, "context")} {verb} not slept on, because sleep is not expected to pay there";
    }
}
