using Microsoft.JSInterop;
using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>From the form to runs: asking, asking again, following up.</summary>
public sealed partial class AskPage
{
    private async Task AskAsync()
    {
        if (_view.Value?.Context is not { } context)
            return;
        _problem = _form.FindProblem();
        if (_problem is null)
            await SendAsync(_form.ToRequest(context.Id) with { FollowsRunId = Followed?.Id });
    }

    private Task FollowUpAsync(IReadOnlyList<Run> followed)
    {
        _form.Follow(followed);
        return GoToFormAsync();
    }

    private async Task AskOtherwiseAsync()
    {
        await _view.LoadAsync(); // a person may have told the right answer meanwhile
        if (_view.Value is { Runs: { Count: > 0 } runs })
            _form.Take(runs);
        _form.ShowsMore = true;
        await GoToFormAsync();
    }

    private async Task GoToFormAsync()
    {
        var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/reveal.js");
        await module.InvokeVoidAsync("focusField", "form[data-ask] textarea");
        await module.DisposeQuietlyAsync();
    }

    private async Task AskAgainAsync(bool stale)
    {
        await _view.LoadAsync(); // a person may have told the right answer meanwhile
        if (_view.Value is not { Runs: { Count: > 0 } runs })
            return;
        _form.Take(runs);
        await SendAsync(AskForm.Repeat(runs) with { StaleNotes = stale });
        // The form, which says what was wrong, may be far above.
        if (_problem is not null)
            await GoToFormAsync();
    }

    private async Task SendAsync(AskRequest request)
    {
        if (_sending || _presses.IsSecond(request))
            return;
        _problem = null;
        _sending = true;
        try
        {
            var result = await Answers.AskAsync(request with { Asker = Asker.Name }, Gone);
            _presses.Remember(request);
            _reveal = true;
            Navigation.NavigateTo(DashboardUrls.Ask(request.ContextId, result.ComparisonId, result.ComparisonId is null ? result.Runs[0].Id : null));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "The question could not be asked");
        }
        finally
        {
            _sending = false;
        }
    }
}
