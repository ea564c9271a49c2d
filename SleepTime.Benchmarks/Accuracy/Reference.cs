using System.Text.Json;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>Figures that the model's maker published, to hold the product's own against: percent right and mean completion tokens.</summary>
internal sealed record Reference(string Source, IReadOnlyList<ReferenceRow> Rows)
{
    public static Reference Read() =>
        JsonSerializer.Deserialize<Reference>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Accuracy", "reference.json")), JsonSerializerOptions.Web)!;

    public ReferenceRow? Of(Arm arm) => Rows.FirstOrDefault(row => row.Mode == arm.Mode.ToString() && row.Verbosity == arm.Verbosity);
}

internal sealed record ReferenceRow(string Mode, int Verbosity, double Right, double Tokens);
