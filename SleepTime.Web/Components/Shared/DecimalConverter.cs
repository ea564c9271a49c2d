using System.Globalization;
using MudBlazor;

namespace SleepTime.Web.Components.Shared;

/// <summary>Numbers as people type them: a comma is a decimal point, and never parts thousands, which would make 25 of 2,5. Thread-safe.</summary>
public sealed class DecimalConverter : IReversibleConverter<double?, string?>
{
    public static DecimalConverter Instance { get; } = new();

    public string? Convert(double? input) => input?.ToString("0.############", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is no number.</exception>
    public double? ConvertBack(string? input)
    {
        if (string.IsNullOrWhiteSpace(input))
            return null;
        return double.TryParse(input.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException("This is not a number.");
    }
}
