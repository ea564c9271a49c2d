using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>The answers to one question, side by side, and what they differ in.</summary>
public sealed partial class AnswersView
{
    private readonly Dictionary<AnswerMode, Run> _ended = [];
    private ElementReference _section;

    [Inject]
    private RunRegistry Registry { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<Run> Runs { get; set; }

    [Parameter, EditorRequired]
    public required ContextDetails Context { get; set; }

    /// <summary>Bring the answers into view: on a phone they begin below the form.</summary>
    [Parameter]
    public bool Reveal { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    [Parameter]
    public EventCallback AskStale { get; set; }

    private string? Expected => Context.SuggestedQuestions.FirstOrDefault(question => question.Text == Runs[0].Question)?.ExpectedAnswer;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Reveal)
            return;
        var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/reveal.js");
        await module.InvokeVoidAsync("reveal", _section);
        await module.DisposeQuietlyAsync();
    }

    private Run? EndedIn(AnswerMode mode) => _ended.GetValueOrDefault(mode);

    private void OnEnded(Run run) => _ended[run.Mode] = run;

    private void StopAll()
    {
        foreach (var run in Runs)
            Registry.Cancel(run.Id);
    }
}
