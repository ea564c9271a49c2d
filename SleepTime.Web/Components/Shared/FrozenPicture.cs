namespace SleepTime.Web.Components.Shared;

/// <summary>
/// What stands around a part of a page tells it by this that it is in a frozen picture, shown to whoever has a link to
/// it: nothing leads further into the site, and moments are those of the calendar.
/// </summary>
public sealed record FrozenPicture
{
    public static FrozenPicture Here { get; } = new();
}
