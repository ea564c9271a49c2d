using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>What the team counts costs in. What was changed is not lost without a question.</summary>
public sealed partial class PricesDialog
{
    // Its own ways out ask first; those of the dialog around it would not.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false };

    private static readonly (PriceKind, string)[] _kinds = [(PriceKind.Relative, "In tokens"), (PriceKind.Tokens, "By token prices"), (PriceKind.GpuHour, "By GPU hour")];

    private DraftGuard _guard = null!;
    private readonly Dictionary<string, double?> _typed = [];
    private InsightsPrices? _prices;
    private StoredPrices _seen = null!; // with the prices, like the policy
    private double? _test;
    private double? _input;
    private SleepPolicy _policy = null!;
    private IReadOnlyList<SleepPolicyFault> _faults = [];
    private string? _failure;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PriceStore Prices { get; set; } = null!;

    [Inject]
    private SleepPolicyStore Policies { get; set; } = null!;

    private bool IsChanged => _prices is { } prices
        && (prices.Kind != _seen.Prices.Kind || prices.Currency != _seen.Prices.Currency || _test != _policy.TestTokenPrice || _input != _policy.InputTokenPrice
            || _typed.Any(typed => typed.Value != Stored(typed.Key)));

    public static async Task ShowAsync(IDialogService dialogs) => await dialogs.ShowAsync<PricesDialog>("Prices", _options);

    protected override async Task OnInitializedAsync()
    {
        if (!await TrySeeAsync())
            return;
        (_test, _input) = (_policy.TestTokenPrice, _policy.InputTokenPrice);
        foreach (var (field, _) in PriceFields.Of(PriceKind.Tokens).Concat(PriceFields.Of(PriceKind.GpuHour)))
            _typed[field] = Stored(field);
        _prices = _seen.Prices;
    }

    /// <summary>What is stored now, which what is saved next replaces. The fields stay as they are.</summary>
    private async Task SeeAsync() => (_policy, _seen) = (Policies.Current, await Prices.ReadAsync(CancellationToken.None));

    private async Task<bool> TrySeeAsync()
    {
        try
        {
            await SeeAsync();
            return true;
        }
        catch (Exception exception)
        {
            _failure = FailureWords.Describe(exception, "The prices could not be read");
            return false;
        }
    }

    private double Stored(string field) => PriceFields.Read(_seen.Prices, field);

    /// <summary>What is to be stored: of the kind that is chosen as typed, of the others as it is.</summary>
    private InsightsPrices Typed() => (_seen.Prices with { Kind = _prices!.Kind, Currency = _prices.Currency }) switch
    {
        { Kind: PriceKind.GpuHour } prices => prices with { GpuHour = _typed["gpuHour"] ?? 0 },
        { Kind: PriceKind.Tokens } prices => prices with { Input = _typed["input"] ?? 0, Cached = _typed["cached"] ?? 0, Output = _typed["output"] ?? 0, Asleep = _typed["asleep"] ?? 0 },
        _ => _seen.Prices with { Kind = PriceKind.Relative },
    };

    /// <summary>What somebody else saved meanwhile, to be held against what was typed.</summary>
    private string Theirs(bool ofPolicy) => ofPolicy || _seen.Prices.Kind == PriceKind.Relative
        ? $" Theirs: t is {_policy.TestTokenPrice}, w is {_policy.InputTokenPrice}."
        : $" Theirs, in {_seen.Prices.Currency}: {string.Join("; ", PriceFields.Of(_seen.Prices.Kind).Select(field => $"{field.Label} {Stored(field.Field)}"))}.";

    private string? Fault(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private async Task SaveAsync()
    {
        // A field that tells a fault goes on telling it only when it was told anew.
        _faults = [];
        await Task.Yield();
        var now = Policies.Current;
        // The emptied field is told as a fault, as an impossible number.
        var policy = now with { TestTokenPrice = _test ?? -1, InputTokenPrice = _input ?? -1 };
        var prices = Typed();
        // Nobody can mend a fault of a field that is not there.
        _faults = prices.Kind == PriceKind.Relative
            ? [.. policy.Faults()]
            : [.. PriceFields.Of(prices.Kind).Where(field => _typed[field.Field] is null).Select(field => new SleepPolicyFault(field.Field, "Enter a price. 0 counts nothing.")), .. prices.Faults()];
        _failure = null;
        if (_faults.Count > 0)
            return;
        try
        {
            var retells = prices.Kind == PriceKind.Relative && (_test != _policy.TestTokenPrice || _input != _policy.InputTokenPrice);
            // Before anything is saved: both are, or neither.
            if (retells && (now.TestTokenPrice, now.InputTokenPrice) != (_policy.TestTokenPrice, _policy.InputTokenPrice))
                throw new SleepPolicyChangedException();
            await Prices.SaveAsync(prices, _seen.Version, CancellationToken.None);
            // Other settings for sleep may have changed meanwhile, which is nobody's business here.
            if (retells)
                await Policies.SaveAsync(policy, now, CancellationToken.None);
            Dialog.Close();
        }
        catch (Exception changed) when (changed is PricesChangedException or SleepPolicyChangedException)
        {
            // Saving again replaces what the other one saved.
            if (await TrySeeAsync())
                _failure = changed.Message + Theirs(changed is SleepPolicyChangedException);
        }
        catch (Exception exception)
        {
            _failure = FailureWords.Describe(exception, "The prices could not be saved");
        }
    }

    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CancelAsync() : Task.CompletedTask;

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Dialog.Cancel();
    }
}
