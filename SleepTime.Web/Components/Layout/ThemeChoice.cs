namespace SleepTime.Web.Components.Layout;

/// <summary>What a person wants to look at; kept in the browser.</summary>
public enum ThemeChoice
{
    System,
    Light,
    Dark,
}
