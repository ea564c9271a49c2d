using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What people say of the answers: thumbs, the right answer, and which one is better.</summary>
public sealed partial class AnswersView
{
    private Task<bool> RateAsync(Run run, bool? good) => ChangeAsync(() => Feedback.RateAsync(run.Id, good, LocalUser.Name, Gone));

    private Task<bool> ExpectAsync(string expected) => ChangeAsync(async () => (await Feedback.ExpectAsync(Runs[0].Id, expected, Gone)).Count > 0);

    private Task<bool> VoteAsync(AnswerMode? preferred) => ChangeAsync(async () => await Votes.VoteAsync(Runs[0].ComparisonId!.Value, preferred, LocalUser.Name, Gone) is not null);

    private async Task CountAnewAsync()
    {
        if (await CountAnewDialog.AskAsync(DialogService) is { } scope)
        {
            await ChangeAsync(async () =>
            {
                await Votes.CountAnewAsync(scope == CountAnewDialog.CountScope.Context ? Context.Id : null, Gone);
                return true;
            });
        }
    }

    /// <param name="change">False when there is nothing left to change.</param>
    /// <returns>Whether it is stored.</returns>
    private async Task<bool> ChangeAsync(Func<Task<bool>> change)
    {
        _problem = null;
        try
        {
            if (!await change())
                _problem = "These answers were deleted meanwhile. Ask the question again.";
            await _feedback.LoadAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "It could not be stored");
        }
        StateHasChanged();
        return _problem is null;
    }
}
