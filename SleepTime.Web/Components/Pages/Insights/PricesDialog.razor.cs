using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Insights;

public sealed partial class PricesDialog
{
    private static readonly (PriceKind, string)[] _kinds = [(PriceKind.Relative, "In tokens"), (PriceKind.Tokens, "By token prices"), (PriceKind.GpuHour, "By GPU hour")];

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
        (_prices, _version) = await Prices.ReadAsync(CancellationToken.None) is var stored ? (stored.Prices, stored.Version) : default;
    }

    private static IEnumerable<(string Field, string Label, double Value, Func<double, InsightsPrices> Set)> Fields(InsightsPrices prices) => prices.Kind == PriceKind.GpuHour
        ? [("gpuHour", "An hour of the machine", prices.GpuHour, price => prices with { GpuHour = price })]
        :
        [
            ("input", "A million prompt tokens read", prices.Input, price => prices with { Input = price }),
            ("cached", "A million prompt tokens cached", prices.Cached, price => prices with { Cached = price }),
            ("output", "A million completion tokens", prices.Output, price => prices with { Output = price }),
            ("asleep", "A million tokens asleep", prices.Asleep, price => prices with { Asleep = price }),
        ];

    private string? Fault(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private async Task SaveAsync()
    {
        var now = Policies.Current;
        // The emptied field is told as a fault, as an impossible number.
        var policy = now with { TestTokenPrice = _test ?? -1, InputTokenPrice = _input ?? -1 };
        _faults = [.. _prices!.Faults(), .. _prices.Kind == PriceKind.Relative ? policy.Faults() : []];
        _failure = null;
        if (_faults.Count > 0)
            return;
        try
        {
            await Prices.SaveAsync(_prices, _version, CancellationToken.None);
            if (_prices.Kind == PriceKind.Relative && (_test != _policy.TestTokenPrice || _input != _policy.InputTokenPrice))
                await SaveRelativeAsync(now, policy);
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

    // Other settings for sleep may have changed meanwhile, which is nobody's business here.
    private Task SaveRelativeAsync(SleepPolicy now, SleepPolicy policy) =>
        (now.TestTokenPrice, now.InputTokenPrice) == (_policy.TestTokenPrice, _policy.InputTokenPrice)
            ? Policies.SaveAsync(policy, now, CancellationToken.None)
            : throw new SleepPolicyChangedException();
}
