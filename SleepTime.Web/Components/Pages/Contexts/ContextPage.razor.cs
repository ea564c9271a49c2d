using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

public sealed partial class ContextPage : LiveComponent
{
    private Loader<ShownContext?> _context = null!;
    private Loader<IReadOnlyList<NotesView>?> _notes = null!;
    private Note? _selected;
    private (Guid Context, Guid? Note)? _read;
    private bool _isDrafting;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private NotesService Notes { get; set; } = null!;

    [Inject]
    private RunHistory History { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The notes version to open, from a link of an answer.</summary>
    [SupplyParameterFromQuery(Name = "notes")]
    public string? NotesVersion { get; set; }

    /// <summary>The note to choose, from a link of an answer.</summary>
    [SupplyParameterFromQuery(Name = "note")]
    public string? NoteId { get; set; }

    /// <summary>Place of the section to open, of a text that is read in sections.</summary>
    [SupplyParameterFromQuery(Name = "section")]
    public string? Section { get; set; }

    /// <summary>Which page of the sections to show.</summary>
    [SupplyParameterFromQuery(Name = "sections")]
    public string? SectionsPage { get; set; }

    protected override void OnInitialized()
    {
        _context = new("The context could not be read", ReadAsync);
        _notes = new("The notes could not be read", cancellationToken => Notes.ListAsync(Id, cancellationToken));
        // A model that is being loaded tells nothing of how it reads the text.
        RefreshOn(
            activity => activity is ModelChanged && Model.Status.State != ModelState.Loading || activity is ContextChanged changed && changed.ContextId == Id,
            ListInterval, LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Id, AddressValue.Id(NoteId)))
            return;
        _read = (Id, AddressValue.Id(NoteId));
        _context.Clear();
        _notes.Clear();
        _selected = null;
        _isDrafting = false;
        await LoadAsync();
        _selected = _notes.Value?.SelectMany(version => version.Notes.Lines).FirstOrDefault(line => line.Id == AddressValue.Id(NoteId));
    }

    private Task LoadAsync() => Task.WhenAll(_context.LoadAsync(), _notes.LoadAsync());

    private async Task<ShownContext?> ReadAsync(CancellationToken cancellationToken)
    {
        // Where the whole text is shown, a draft of it may have begun by the time that it is read.
        var read = await Contexts.FindAsync(Id, withLongText: _context.Value is { Details.Fits: true }, cancellationToken);
        return ShownContext.Of(read, _context.Value, _isDrafting, Model.Status.State == ModelState.Loading);
    }

    /// <summary>What was held for a draft is let go with it.</summary>
    private Task SetDraftingAsync(bool isDrafting)
    {
        _isDrafting = isDrafting;
        return !isDrafting && (_context.Value is { IsGone: true } or { IsHeld: true }) ? _context.LoadAsync() : Task.CompletedTask;
    }

    /// <summary>A second choice of the same note lets go of it.</summary>
    private void Select(Note note) => _selected = _selected?.Id == note.Id ? null : note;

    private async Task DeleteAsync(ContextDetails context)
    {
        try
        {
            var notes = await Notes.ListAsync(context.Id, Gone);
            var runs = await History.ListAsync(1, 1, context.Id, Gone);
            if (!await DeleteContextDialog.ConfirmAsync(Dialogs, context.Title, notes?.Sum(version => version.Notes.Lines.Count) ?? 0, runs.Total))
                return;
            await Contexts.DeleteAsync(context.Id, Gone);
            Snackbar.Add($"“{context.Title}” was deleted.", Severity.Normal);
            Navigation.NavigateTo(DashboardUrls.Contexts);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, $"“{context.Title}” could not be deleted"), Severity.Error);
        }
    }

    protected override ValueTask OnDisposingAsync()
    {
        _context.Dispose();
        _notes.Dispose();
        return ValueTask.CompletedTask;
    }
}
