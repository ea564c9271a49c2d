using MudBlazor;

namespace SleepTime.Web.Components.Layout;

/// <summary>Night blue for the day's work, amber for what was done asleep. Every pair of text and ground reaches 4.5 : 1.</summary>
public static class SleepTimeTheme
{
    private static readonly string[] SystemFonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Ubuntu", "Cantarell", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2f4b9c",
            PrimaryContrastText = "#ffffff",
            Secondary = "#8a5a00",
            SecondaryContrastText = "#ffffff",
            Background = "#f4f5f9",
            BackgroundGray = "#eceff6",
            Surface = "#ffffff",
            TextPrimary = "#18203a",
            TextSecondary = "#545e7b",
            TextDisabled = "#767f9a",
            ActionDefault = "#4a5473",
            ActionDisabled = "#8b93aa",
            Divider = "#dfe3ed",
            LinesDefault = "#dfe3ed",
            LinesInputs = "#8089a5",
            TableLines = "#e6e9f1",
            Info = "#2f4b9c",
            Success = "#1c6e46",
            Warning = "#8a5a00",
            Error = "#b3261e",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a3b8ff",
            PrimaryContrastText = "#111a33",
            Secondary = "#f0b64c",
            SecondaryContrastText = "#241800",
            Background = "#0d1220",
            BackgroundGray = "#111828",
            Surface = "#161d30",
            TextPrimary = "#e5e9f4",
            TextSecondary = "#a1acc8",
            TextDisabled = "#7d88a6",
            ActionDefault = "#b6c0da",
            ActionDisabled = "#67718e",
            Divider = "#283250",
            LinesDefault = "#283250",
            LinesInputs = "#6d7899",
            TableLines = "#232c47",
            Info = "#a3b8ff",
            Success = "#6fd3a0",
            Warning = "#f0b64c",
            Error = "#ff9d94",
            ErrorContrastText = "#3a0905",
            SuccessContrastText = "#07251a",
            WarningContrastText = "#241800",
            InfoContrastText = "#111a33",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = SystemFonts, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = SystemFonts, FontSize = ".9375rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = SystemFonts, FontSize = ".875rem", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = SystemFonts, FontSize = "1.125rem", FontWeight = "650", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = SystemFonts, FontSize = ".875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Subtitle2 = new Subtitle2Typography { FontFamily = SystemFonts, FontSize = ".8125rem", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = SystemFonts, FontSize = ".8125rem", LetterSpacing = "normal" },
        },
    };
}
