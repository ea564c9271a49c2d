using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Insights;

public sealed partial class PricesDialog
{
    private static readonly (PriceKind, string)[] _kinds = [(PriceKind.Relative, "In tokens"), (PriceKind.Tokens, "By token prices"), (PriceKind.GpuHour, "By GPU hour")];

    private readonly Dictionary<string, double?> _typed = [];
    private InsightsPrices? _prices;
    private int _version;
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

    public static async Task ShowAsync(IDialogService dialogs) => await (await dialogs.ShowAsync<PricesDialog>("Prices")).Result;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _policy = Policies.Current;
        (_test, _input) = (_policy.TestTokenPrice, _policy.InputTokenPrice);
        var stored = await Prices.ReadAsync(CancellationToken.None);
        (_typed["input"], _typed["cached"], _typed["output"], _typed["asleep"], _typed["gpuHour"]) =
            (stored.Prices.Input, stored.Prices.Cached, stored.Prices.Output, stored.Prices.Asleep, stored.Prices.GpuHour);
        (_prices, _version) = (stored.Prices, stored.Version);
    }

    private static IEnumerable<(string Field, string Label)> Fields(PriceKind kind) => kind switch
    {
        PriceKind.GpuHour => [("gpuHour", "An hour of the machine")],
        PriceKind.Tokens =>
        [
            ("input", "A million prompt tokens read"), ("cached", "A million prompt tokens cached"), ("output", "A million completion tokens"), ("asleep", "A million completion tokens asleep"),
        ],
        _ => [],
    };

    /// <summary>What is to be stored: of the kind that is chosen as typed, of the others as it was.</summary>
    private InsightsPrices Typed() => _prices!.Kind switch
    {
        PriceKind.GpuHour => _prices with { GpuHour = _typed["gpuHour"] ?? 0 },
        PriceKind.Tokens => _prices with { Input = _typed["input"] ?? 0, Cached = _typed["cached"] ?? 0, Output = _typed["output"] ?? 0, Asleep = _typed["asleep"] ?? 0 },
        _ => _prices,
    };

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
            : [.. Fields(prices.Kind).Where(field => _typed[field.Field] is null).Select(field => new SleepPolicyFault(field.Field, "Enter a price. 0 counts nothing.")), .. prices.Faults()];
        _failure = null;
        if (_faults.Count > 0)
            return;
        try
        {
            var retells = prices.Kind == PriceKind.Relative && (_test != _policy.TestTokenPrice || _input != _policy.InputTokenPrice);
            // Before anything is saved: both are, or neither.
            if (retells && (now.TestTokenPrice, now.InputTokenPrice) != (_policy.TestTokenPrice, _policy.InputTokenPrice))
                throw new SleepPolicyChangedException();
            await Prices.SaveAsync(prices, _version, CancellationToken.None);
            // Other settings for sleep may have changed meanwhile, which is nobody's business here.
            if (retells)
                await Policies.SaveAsync(policy, now, CancellationToken.None);
            Dialog.Close();
        }
        catch (Exception changed) when (changed is PricesChangedException or SleepPolicyChangedException)
        {
            _failure = changed.Message;
            await ReadAsync();
        }
        catch (Exception exception)
        {
            _failure = FailureWords.Describe(exception, "The prices could not be saved");
        }
    }
}
