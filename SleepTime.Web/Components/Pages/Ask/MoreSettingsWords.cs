namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>The settings that are out of sight, in words.</summary>
public static class MoreSettingsWords
{
    public static string Describe(AskForm form)
    {
        string?[] words =
        [
            form.Temperature == 0 ? "Greedy" : $"Temperature {form.Temperature:0.##}",
            form.Temperature > 0 && form.Seed is { } seed ? $"seed {seed}" : null,
            form.ExpectedNow.Length == 0 ? null : $"expects “{form.ExpectedNow}”",
            form.Blind && form.CanBeBlind ? "blind" : null,
        ];
        return $"{string.Join(", ", words.OfType<string>())}.";
    }
}
