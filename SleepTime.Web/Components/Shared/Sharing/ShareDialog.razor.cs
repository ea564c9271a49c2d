using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Sharing;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Shared.Sharing;

/// <summary>Says what others will see, makes the link, and shows it this once.</summary>
public sealed partial class ShareDialog
{
    private const int Never = 0;

    // "Done" takes the place of "Make a link": the second click of a double-click must not take away what the first one made.
    private static readonly TimeSpan DoubleClick = TimeSpan.FromSeconds(1);

    // A link that is shown this once must not go with a key or a click beside it.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false };

    private static readonly IReadOnlyList<(int Days, string Label)> Choices = [(1, "1 day"), (7, "1 week"), (30, "30 days"), (Never, "Never")];

    private int _days = 7;
    private bool _making;
    private string? _link;
    private bool _seen;
    private DateTimeOffset? _expiresAt;
    private string? _problem;
    private ElementReference _field;
    private bool _toFocus;

    [Inject]
    private ShareService Shares { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ShareKind Kind { get; set; }

    /// <summary>The comparison, the run or the context; null for the overview.</summary>
    [Parameter]
    public Guid? SubjectId { get; set; }

    public static Task ShowAsync(IDialogService dialogs, ShareKind kind, Guid? subjectId) => dialogs.ShowAsync<ShareDialog>(
        $"Share this {ShareWords.Kind(kind).ToLowerInvariant()}",
        new DialogParameters<ShareDialog> { { dialog => dialog.Kind, kind }, { dialog => dialog.SubjectId, subjectId } },
        _options);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_toFocus)
            return;
        _toFocus = false;
        await _field.FocusQuietlyAsync();
    }

    private async Task CreateAsync()
    {
        // A click can be on its way before the browser has the button disabled; its link would hide the first one.
        if (_making || _link is not null)
            return;
        (_making, _problem) = (true, null);
        try
        {
            var lifetime = _days == Never ? (TimeSpan?)null : TimeSpan.FromDays(_days);
            if (await Shares.CreateAsync(Kind, SubjectId, lifetime, LocalUser.Name, CancellationToken.None) is { } made)
                (_link, _expiresAt) = (Navigation.ToAbsoluteUri(DashboardUrls.Shared(made.Token)).ToString(), made.Share.ExpiresAt);
            else
                _problem = "It was deleted meanwhile; there is nothing to share.";
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The link could not be made");
        }
        finally
        {
            _making = false;
        }
        if (_link is null)
            return;
        _toFocus = true; // the button that was pressed is gone
        StateHasChanged();
        await Task.Delay(DoubleClick, Time, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _seen = true;
    }
}
